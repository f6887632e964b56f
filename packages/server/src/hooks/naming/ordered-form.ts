import { decodeOnce, type PlusSign } from "./decode-once.ts";

/** One field of a form or a query, decoded once. */
export interface FormField {
  readonly name: string;
  readonly value: string;
}

/** No server sends as many fields; what follows is not read. */
const FIELDS_LIMIT = 256;

/**
 * Reads `a=1&b=2` in the order in which it was written, doubles included: some servers append what the client typed to
 * fields of their own (nginx-rtmp), and then only the order tells them apart. A leading `?` and empty pairs are dropped; a
 * field without `=` has an empty value. Never throws.
 */
export function readOrderedForm(text: string, plusSign: PlusSign = "blank"): readonly FormField[] {
  const fields: FormField[] = [];
  for (const pair of (text.startsWith("?") ? text.slice(1) : text).split("&", FIELDS_LIMIT)) {
    if (pair === "") continue;
    const equals = pair.indexOf("=");
    const name = equals < 0 ? pair : pair.slice(0, equals);
    const value = equals < 0 ? "" : pair.slice(equals + 1);
    const isCoded = pair.includes("%") || (plusSign === "blank" && pair.includes("+"));
    fields.push(
      isCoded ? { name: decodeOnce(name, plusSign), value: decodeOnce(value, plusSign) } : { name, value },
    );
  }
  return fields;
}

/** True for a form of which a part is not read: where what a client typed may come first, the server's own fields may be there. */
export function isOverlongForm(text: string): boolean {
  return text.split("&", FIELDS_LIMIT + 1).length > FIELDS_LIMIT;
}

/** The first field of that name, which is the server's own; undefined when there is none. */
export function firstOf(fields: readonly FormField[], name: string): string | undefined {
  return fields.find(field => field.name === name)?.value;
}
