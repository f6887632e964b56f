import { expect, test } from "vitest";
import { differences } from "./differences.ts";

test("what is expected exactly has no member more and none fewer", () => {
  expect(differences({ a: 1 }, { a: 1 }, "exactly")).toEqual([]);
  expect(differences({ a: 1, b: 2 }, { a: 1 }, "exactly")).toHaveLength(1);
  expect(differences({}, { a: 1 }, "exactly")).toHaveLength(1);
  expect(differences({ a: 1, b: 2 }, { a: 1 }, "includes")).toEqual([]);
  expect(differences({ a: [1, 2] }, { a: [1] }, "includes")).toHaveLength(1);
});

test("null, false, zero and an empty text are four things", () => {
  const values = [null, false, 0, ""];
  for (const one of values)
    for (const other of values)
      expect(differences(one, other, "exactly").length === 0).toBe(Object.is(one, other));
});

test("a matcher fits what it names, and nothing else", () => {
  const uuid4 = "609fb114-d45d-4b64-9c95-3a2334bec0ad";
  const fitting: readonly [unknown, string][] = [
    [{}, "{{any}}"],
    [uuid4, "{{uuid4}}"],
    [7, "{{int}}"],
    ["x", "{{text}}"],
    [null, "{{null}}"],
    ["ab".repeat(32), "{{re:^[0-9a-f]{64}$}}"],
    [1_000, "{{near:1010}}"],
    [`https://h/embed/a/?access_token=${uuid4}`, "https://h/embed/{{any}}/?access_token={{uuid4}}"],
  ];
  for (const [actual, expected] of fitting) expect(differences(actual, expected, "exactly")).toEqual([]);
  const other: readonly [unknown, string][] = [
    [uuid4.replace("-4b", "-1b"), "{{uuid4}}"],
    ["7", "{{int}}"],
    ["", "{{text}}"],
    [undefined, "{{null}}"],
    ["AB".repeat(32), "{{re:^[0-9a-f]{64}$}}"],
    [1_000, "{{near:1016}}"],
    ["httpsx", "https."],
  ];
  for (const [actual, expected] of other) expect(differences(actual, expected, "exactly")).toHaveLength(1);
});

test("a matcher that does not exist is a fault of the vector", () => {
  expect(() => differences("x", "{{tokn}}", "exactly")).toThrow("tokn");
});
