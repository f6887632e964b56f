import { expect, test } from "vitest";
import { replaceBlock } from "./docs-block.ts";

const document = "# Players\n\n<!-- matrix: written by a command -->\nold\n<!-- end of matrix -->\n\nMore.\n";

test("a block takes a run's text, and a second one in its place; what stands around it stays", () => {
  const once = replaceBlock(document, "matrix", "first $1");
  expect(once).toBe(document.replace("old\n", "\nfirst $1\n\n"));
  expect(replaceBlock(once, "matrix", "second")).toBe(document.replace("old\n", "\nsecond\n\n"));
});

test("a block may be empty at first", () => {
  expect(replaceBlock(document.replace("old\n", ""), "matrix", "x")).toContain("\n\nx\n\n<!-- end");
});

test("a document without the block is an error, not a silent loss", () => {
  expect(() => replaceBlock(document, "other", "x")).toThrow("no block other");
});
