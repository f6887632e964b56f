import type { Reply } from "../support/viewer.ts";

/** A cookie as it was set: its pair, and its attributes by lower-case name. */
export interface SetCookie {
  readonly name: string;
  readonly value: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/** The one cookie that an answer sets; throws when it is not one. */
export function cookieOf(reply: Reply): SetCookie {
  const [line, ...others] = reply.headers["set-cookie"] ?? [];
  if (line === undefined || others.length > 0) throw new Error(`${others.length} cookies beside ${line}`);
  const [pair = "", ...attributes] = line.split("; ");
  const [name = "", value = ""] = pair.split("=", 2);
  return {
    name,
    value,
    attributes: new Map(
      attributes.map(attribute => {
        const [key = "", text = ""] = attribute.split("=", 2);
        return [key.toLowerCase(), text];
      }),
    ),
  };
}
