import fc from "fast-check";

/** In characters that nobody uses, raw and percent-encoded: what kind of thing, and which of them. */
const MARK = /(?:\ue000|%EE%80%80)([\w-]*)\.(\d+)(?:\ue001|%EE%80%81)/g;
const KEPT = 100;
/** Fields whose values are of use in other requests, in fields of the same name and as a kind of thing. */
const KINDS: Readonly<Record<string, string>> = {
  ref: "decisions",
  session: "sessions",
  stream: "streams",
  application: "applications",
  user: "",
  tag: "",
  token: "",
  next: "",
};

/**
 * Stands for something that the server has named before, chosen when the request is sent: of one kind (`tokens`) or
 * field (`user`), or of any.
 */
export function knownText(kind = ""): fc.Arbitrary<string> {
  return fc.nat({ max: 10_000 }).map(number => `\ue000${kind}.${number}\ue001`);
}

/** What the server has named, so that requests reach what earlier ones have made. */
export interface KnownValues {
  /** Remembers what a good answer names; `kind` is what its `id` belongs to. */
  learn(kind: string, body: unknown): void;
  /** Puts known values where `knownText` stands, each written by `write`. */
  fill(text: string, write: (value: string) => string): string;
}

export function createKnownValues(first: readonly string[]): KnownValues {
  const known = new Map<string, string[]>([["", [...first]]]);
  const remember = (kind: string, value: string): void => {
    const values = known.get(kind) ?? [];
    if (!values.includes(value)) values.push(value);
    known.set(kind, values.slice(-KEPT));
  };
  const learn: KnownValues["learn"] = (kind, body) => {
    if (typeof body !== "object" || body === null) return;
    for (const [name, value] of Object.entries(body)) {
      if (typeof value === "object") learn(kind, value);
      const named = /^(id|name|code)$/.test(name) ? kind : KINDS[name];
      if (typeof value !== "string" || named === undefined) continue;
      remember(named, value);
      remember(name, value);
    }
  };
  const pick = (kind: string, number: number): string => {
    const values = known.get(kind) ?? known.get("") ?? [];
    return values[number % values.length] ?? "";
  };
  return {
    learn,
    fill: (text, write) =>
      text.replaceAll(MARK, (_, kind: string, number: string) => write(pick(kind, Number(number)))),
  };
}
