import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_JSON_DEPTH, parseJson, parseJsonObject } from "./strict-json.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const nested = (depth: number) => `{"a":${"[".repeat(depth - 1)}${"]".repeat(depth - 1)}}`;

describe("strict JSON", () => {
  test("every object that JSON.stringify writes is read as JSON.parse reads it", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: "grapheme" }), fc.jsonValue({ maxDepth: 6 })), object => {
        const text = JSON.stringify(object);
        expect(parseJsonObject(bytesOf(text))).toEqual(JSON.parse(text));
      }),
      { numRuns: 2_000 },
    );
  });

  test("a member name that occurs twice is refused at every depth, however it is written", () => {
    const name = fc.string({ minLength: 1, unit: "grapheme-ascii" });
    fc.assert(
      fc.property(name, fc.jsonValue({ maxDepth: 2 }), fc.boolean(), (key, value, isInside) => {
        const member = `${JSON.stringify(key)}:${JSON.stringify(value)}`;
        const object = `{${member},${member}}`;
        expect(parseJsonObject(bytesOf(isInside ? `{"x":[1,${object}]}` : object))).toBeUndefined();
      }),
    );
    expect(parseJsonObject(bytesOf('{"a":1,"\\u0061":1}'))).toBeUndefined();
    expect(parseJsonObject(bytesOf('{"__proto__":1,"__proto__":2}'))).toBeUndefined();
  });

  test("__proto__ is a member like any other and changes no prototype", () => {
    const read = parseJsonObject(bytesOf('{"__proto__":{"exp":1},"a":2}'));
    expect(read && Object.keys(read)).toEqual(["__proto__", "a"]);
    expect(read?.exp).toBeUndefined();
  });

  test.each([
    '[{"a":1}]',
    '"text"',
    "1",
    "null",
    "",
    " ",
    "{",
    '{"a":1}x',
    '{"a":1,}',
    "{'a':1}",
    "{a:1}",
    '\uFEFF{"a":1}',
  ])("%s is no object", text => {
    expect(parseJsonObject(bytesOf(text))).toBeUndefined();
  });

  test("bytes that are not UTF-8 are refused", () => {
    const bytes = bytesOf('{"a":"xx"}');
    bytes[6] = 0xc0;
    bytes[7] = 0xaf;
    expect(parseJsonObject(bytes)).toBeUndefined();
  });

  test("nesting is read up to the limit and refused beyond it", () => {
    expect(parseJsonObject(bytesOf(nested(MAX_JSON_DEPTH)))).toBeDefined();
    expect(parseJsonObject(bytesOf(nested(MAX_JSON_DEPTH + 1)))).toBeUndefined();
    expect(parseJson(bytesOf("[".repeat(100_000)))).toBeUndefined();
  });

  test("colons, quotes and brackets inside of texts count for nothing", () => {
    const text = JSON.stringify({ 'a:"b"': '{"x":1,"x":2}[[[', "c\\": ":\\" });
    expect(parseJsonObject(bytesOf(text))).toEqual(JSON.parse(text));
  });
});
