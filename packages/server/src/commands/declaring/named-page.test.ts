import { expect, test } from "vitest";
import { InvalidCursor } from "../../store/cursor.ts";
import { namedPage } from "./named-page.ts";

const names = ["a", "b", "c", "d", "e"];
const list = {
  after: (name: string) => names.filter(each => each > name),
  nameOf: (name: string) => name,
  view: (name: string) => (name === "c" ? undefined : { name }),
};

test("pages come in the order of names, and the last has no next", () => {
  const first = namedPage({ limit: 2 }, list);
  expect(first.items).toEqual([{ name: "a" }, { name: "b" }]);
  const second = namedPage({ limit: 2, cursor: first.next ?? "" }, list);
  expect(second).toEqual({ items: [{ name: "d" }, { name: "e" }], next: null });
});

test("a cursor that no list made is refused", () => {
  for (const cursor of ["", "%%%", "AAAA"]) {
    expect(() => namedPage({ limit: 2, cursor }, list), cursor).toThrow(InvalidCursor);
  }
});
