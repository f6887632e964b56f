import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readJsonFields } from "./json-fields.ts";
import { looksCut } from "./looks-cut.ts";
import { looksLikeToken } from "./looks-like-token.ts";
import { readOrderedForm } from "./ordered-form.ts";
import { readSrtStreamId } from "./srt-stream-id.ts";
import { readStreamName } from "./stream-name.ts";

const BODY_LIMIT = 64 * 1024;
const readers: readonly [string, (text: string) => unknown][] = [
  ["a stream's name", readStreamName],
  ["an SRT stream id", readSrtStreamId],
  ["a form", readOrderedForm],
  ["a body", text => readJsonFields(Buffer.from(text))],
  ["a token's form", looksLikeToken],
  ["a cut", looksCut],
];
const pieces = [
  "%2f",
  "%",
  ":",
  ",",
  "=",
  "&",
  "/",
  "~",
  "?",
  "st_",
  "eyJ",
  "a.",
  "#!::",
  "srt://",
  "{",
  '"',
  "\\",
];
const token = "st_0123456789aBZyXwVuTsRqPoNmLkJiHgFeDcBa";
const typed = fc.array(fc.oneof(fc.constantFrom(...pieces, token), fc.string()), { maxLength: 20 });

describe.each(readers)("%s", (_, read) => {
  test("is read without an exception, whatever it is", () => {
    fc.assert(fc.property(typed, parts => read(parts.join("")) !== null));
  });

  test("is read in a time that grows with its length and no faster", () => {
    const started = performance.now();
    for (const piece of pieces) {
      read(piece.repeat(BODY_LIMIT / piece.length));
      read(`${piece.repeat(BODY_LIMIT / piece.length)}/`);
      read(`publish:${piece.repeat(BODY_LIMIT / piece.length)}`);
    }
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

test("a token in the last piece is found whatever the name is, and is not in the name", () => {
  const name = fc.stringMatching(/^[A-Za-z0-9_.~/%+-]{1,60}$/);
  fc.assert(
    fc.property(name, fc.constantFrom("/", "~"), (text, between) => {
      const read = readStreamName(text + between + token);
      return read.token === token && read.stream === text.replace(/^\//, "");
    }),
  );
});
