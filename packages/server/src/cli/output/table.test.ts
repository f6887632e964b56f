import { expect, test } from "vitest";
import { type Column, table } from "./table.ts";

interface Item {
  readonly id: string;
  readonly user?: string;
}

const wanted: readonly Column<Item>[] = [
  ["id", item => item.id],
  ["user", item => item.user],
];

test("columns line up, and a cell without a value is a dash", () => {
  const items = [{ id: "a-long-one", user: "ann" }, { id: "b" }];
  expect(table(wanted, items).split("\n")).toEqual(["ID          USER", "a-long-one  ann", "b           -"]);
});

test("a column that is empty in every line is left out", () => {
  expect(table(wanted, [{ id: "a" }]).split("\n")).toEqual(["ID", "a"]);
});

test("a cell stays on its line and cannot steer the terminal", () => {
  expect(table(wanted, [{ id: "a\n\u001b[2Jb\u202e" }])).toBe("ID\na\ufffd\ufffd[2Jb\ufffd");
});

test("a table has as many lines as there are items, however many", () => {
  const items = Array.from({ length: 300_000 }, (_, index) => String(index));
  expect(table([["name", item => item]], items).split("\n")).toHaveLength(300_001);
});
