import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";

const root = new URL("../../../../../../vectors/manifests/", import.meta.url);

/** The inputs of every vector of a kind. */
export function corpus(kind: string): readonly string[] {
  const folder = new URL(`${kind}/`, root);
  const files = readdirSync(folder).filter(name => name.endsWith(".in"));
  return files.map(name => readFileSync(new URL(name, folder), "utf8"));
}

/** What an origin that is broken, or not ours alone, could put into a URI. */
const HOSTILE = [
  ...[
    "/",
    "//",
    "\\",
    "\\\\",
    "../",
    "..",
    "%2e%2e/",
    ".%2E/",
    "./",
    "?",
    "#",
    "&",
    ";",
    ":",
    " ",
    "\t",
    "\r",
    "\n",
  ],
  ...[
    "http:",
    "https://",
    "HTTP:\\\\",
    "http:/",
    "http:a",
    "data:,",
    "file:///",
    "javascript:",
    "@",
    "user:x@",
    "[::1]",
  ],
  ...[
    "/app/",
    "/base/",
    "/base/s/OTHER/demo/x",
    "/base/demo/other/",
    "http://127.0.0.1:8888/app/",
    "//127.0.0.1:8888",
  ],
  ...["http://127.0.0.1:8888", "https://cdn.example/", "https://edge.example/hls/", "//edge.example/hls/x"],
  ...[
    "sluice_session=OTHER",
    "?sluice_session=OTHER&",
    "{$x}",
    "\u00a0",
    "\ufeff",
    "\u2028",
    "\0",
    "%00",
    "%zz",
    "é",
    "\ud800",
  ],
  ...[
    '"',
    "'",
    "<",
    ">",
    ",",
    "=",
    ",URI=",
    ',URI="',
    "/>",
    "-->",
    "<!--",
    "<![CDATA[",
    "]]>",
    "&amp;",
    "&#47;",
    "&#x2f;",
  ],
  ...[
    "<BaseURL>",
    "</BaseURL>",
    "<BaseURL>/app/</BaseURL>",
    "<BaseURL>https://cdn.example/</BaseURL>",
    "#EXT-X-KEY:URI=",
  ],
];

/** One change at a place between 0 and 1 of the text. */
const change = fc.tuple(
  fc.constantFrom("insert", "insert in a URI", "remove", "repeat", "swap"),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: "binary", maxLength: 4 })),
  fc.integer({ min: 1, max: 60 }),
);

/** Manifests of the corpus with up to four changes. */
export function mutants(kind: string): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...corpus(kind)), fc.array(change, { maxLength: 4 }))
    .map(([text, changes]) => changes.reduce((mutant, each) => mutate(mutant, ...each), text));
}

function mutate(text: string, how: string, where: number, piece: string, length: number): string {
  const at = Math.floor(where * text.length);
  switch (how) {
    case "insert":
      return text.slice(0, at) + piece + text.slice(at);
    case "insert in a URI": {
      // Where values begin, and lines that are no tags.
      const starts = [...text.matchAll(/="|\n(?!#)|<BaseURL>|\//g)].map(
        match => match.index + match[0].length,
      );
      const start = starts[Math.floor(where * starts.length)] ?? at;
      return text.slice(0, start) + piece + text.slice(start);
    }
    case "remove":
      return text.slice(0, at) + text.slice(at + length);
    case "repeat":
      return text.slice(0, at + length) + text.slice(at);
    default:
      return text.slice(at) + text.slice(0, at);
  }
}
