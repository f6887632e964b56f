import { expect, test } from "vitest";
import { findCycles } from "./find-cycles.ts";
import { readSourceFile } from "./source-file.ts";

function circles(files: Readonly<Record<string, string>>): readonly string[] {
  const sources = Object.entries(files).map(([path, text]) => readSourceFile(path, text));
  return findCycles(sources).map(({ message }) => message.split(": ")[1] ?? "");
}

test("a tree without circles has none, even where two ways lead to one file", () => {
  const files = { "a.ts": `import "./b.ts"; import "./c.ts";`, "b.ts": `import "./c.ts";`, "c.ts": "" };
  expect(circles(files)).toEqual([]);
});

test("a circle is reported once, with its way", () => {
  const files = { "a.ts": `import "./b.ts";`, "b.ts": `import "./c.ts";`, "c.ts": `export * from "./b.ts";` };
  expect(circles(files)).toEqual(["b.ts -> c.ts -> b.ts"]);
});

test("a circle of types counts, and so does one through a dynamic import", () => {
  const types = { "a.ts": `import type { B } from "./b.ts";`, "b.ts": `import type { A } from "./a.ts";` };
  expect(circles(types)).toEqual(["a.ts -> b.ts -> a.ts"]);
  expect(circles({ "a.ts": `import("./a.ts");` })).toEqual(["a.ts -> a.ts"]);
});

test("tests may close a circle", () => {
  expect(circles({ "a.test.ts": `import "./b.ts";`, "b.ts": `import "./a.test.ts";` })).toEqual([]);
});
