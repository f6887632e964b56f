import type { Reply } from "../support/viewer.ts";
import type { Names } from "./names.ts";

/** An answer with names replaced by what they name, so that two of them can be compared byte for byte. */
export interface PlainAnswer {
  readonly status: number;
  /** In their order, with the spelling that was sent. */
  readonly headers: readonly string[];
  readonly text: string;
}

/** Of the moment, or of the body's length alone, which is compared as it is. */
const PASSING_HEADERS: ReadonlySet<string> = new Set(["date", "content-length"]);

/** What is drawn or measured anew for everything that is made. */
const chances: readonly (readonly [RegExp, string])[] = [
  [/"(effect_ms|duration_ms)":\d+/g, '"$1":0'],
  [/\b\d{10}(\.\d+)?\b/g, "{time}"],
  [/\b(st|sk|rv|wh|ev|key|whsec)_[0-9A-Za-z+/=]{8,}/g, "{$1}"],
  [/"value":"[\w-]{43}"/g, '"value":"{value}"'],
  [/"[0-9a-f]{64}"/g, '"{hash}"'],
  [/"(session|id)":"[\w-]{22}"/g, '"$1":"{session}"'],
];

/** An answer as it is, but for its reference, and for the names that it was asked with. */
export function plainAnswer({ status, headers, text }: Reply, asked: Names): PlainAnswer {
  const named = (told: string) => withoutNames(told, asked);
  const plain = named(text).replaceAll(/"ref":"[2-9A-Z]{10}"/g, '"ref":"{ref}"');
  return {
    status,
    headers: Object.entries(headers)
      .filter(([name]) => !PASSING_HEADERS.has(name))
      .map(([name, value]) => `${name}: ${name === "sluice-ref" ? "{ref}" : named(String(value))}`),
    text: status < 300 ? withoutChances(plain) : plain,
  };
}

/** The longest first: names are made of each other. */
function withoutNames(text: string, { cursors: _, auditEntry: __, ...names }: Names): string {
  return Object.entries(names)
    .toSorted(([, left], [, right]) => right.length - left.length)
    .reduce((told, [field, name]) => told.replaceAll(name, `{${field}}`), text);
}

function withoutChances(text: string): string {
  return chances.reduce((told, [pattern, word]) => told.replaceAll(pattern, word), text);
}
