import { expect, test } from "vitest";
import { MOST_CLIENTS, objectOfReply, objectsOf } from "./read-reply.ts";

test("a list that is longer than any server's is not believed", () => {
  const list = (length: number) => Array.from({ length }, () => ({}));
  expect(objectsOf(list(MOST_CLIENTS))).toHaveLength(100_000);
  expect(() => objectsOf(list(MOST_CLIENTS + 1))).toThrow("longer than 100,000");
  expect(() => objectsOf(undefined)).toThrow("no list");
});

test("what is no object is left out of a list, and is no reply", () => {
  expect(objectsOf([{ id: 1 }, null, "x", [], 5])).toEqual([{ id: 1 }]);
  for (const text of ["null", "[]", '"x"', "5", "{", ""]) {
    expect(() => objectOfReply({ status: 200, text }), text).toThrow();
  }
  expect(() => objectOfReply({ status: 500, text: "{}" })).toThrow("it answers 500");
});
