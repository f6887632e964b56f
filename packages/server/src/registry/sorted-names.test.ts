import { expect, test } from "vitest";
import { createSortedNames } from "./sorted-names.ts";

test("names come in order, whether they were added before the first list or after it", () => {
  const names = createSortedNames();
  for (const name of ["c", "a", "b", "a"]) names.add(name);
  expect([...names.after("")]).toEqual(["a", "b", "c"]);
  names.add("aa");
  names.add("0");
  names.add("d");
  names.add("d");
  names.delete("b");
  names.delete("none");
  expect([...names.after("")]).toEqual(["0", "a", "aa", "c", "d"]);
});

test("a list goes on after a name that is gone", () => {
  const names = createSortedNames();
  for (const name of ["a", "b", "c"]) names.add(name);
  expect([...names.after("b")]).toEqual(["c"]);
  names.delete("b");
  expect([...names.after("b")]).toEqual(["c"]);
  expect([...names.after("c")]).toEqual([]);
});
