import { describe, expect, test } from "vitest";
import type { Layer } from "../layers.ts";
import { checkImports } from "./check-imports.ts";
import { readSourceFile } from "./source-file.ts";

const layers: readonly Layer[] = [
  { name: "lower", where: ["packages/a/src/lower/"], mayImport: ["node:"] },
  { name: "drivers", where: ["packages/a/src/lower/drivers/"], mayImport: ["lower", "npm"] },
  {
    name: "upper",
    where: ["packages/a/src/upper/"],
    mayImport: ["lower", "type:side", "dynamic:drivers", "b", "npm"],
  },
  { name: "side", where: ["packages/a/src/side/"], mayImport: [] },
  { name: "rim", where: ["packages/a/src/main.ts"], mayImport: ["*"] },
  { name: "b", where: ["packages/b/src/"], mayImport: [] },
];
const rules = { layers, moduleHomes: { fastify: ["side"] } };

function faults(path: string, source: string): readonly string[] {
  return checkImports(readSourceFile(`packages/a/src/${path}`, source), rules).map(({ message }) => message);
}

describe("a file", () => {
  test.each([
    ["upper/x.ts", `import { y } from "./y.ts";`],
    ["upper/x.ts", `import { y } from "../lower/y.ts";`],
    ["upper/x.ts", `import type { Y } from "../side/y.ts";`],
    ["upper/x.ts", `import { type Y, type Z } from "../side/y.ts";`],
    ["upper/x.ts", `let y: import("../side/y.ts").Y;`],
    ["upper/x.ts", `const y = await import("../lower/drivers/y.ts");`],
    ["upper/x.ts", `import { b } from "@sluice/b";`],
    ["upper/x.ts", `import { z } from "zod";`],
    ["lower/x.ts", `import { join } from "node:path";`],
    ["main.ts", `import fastify from "fastify"; import "./upper/x.ts"; import("./lower/drivers/y.ts");`],
  ])("%s may say %s", (path, source) => {
    expect(faults(path, source)).toEqual([]);
  });

  test.each([
    ["lower/x.ts", `import { y } from "../upper/y.ts";`, "lower may not import upper (../upper/y.ts)"],
    ["lower/x.ts", `export { y } from "../upper/y.ts";`, "lower may not import upper (../upper/y.ts)"],
    ["lower/x.ts", `export * from "../upper/y.ts";`, "lower may not import upper (../upper/y.ts)"],
    ["lower/x.ts", `import "../upper/y.ts";`, "lower may not import upper (../upper/y.ts)"],
    ["lower/x.ts", `let y: import("../upper/y.ts").Y;`, "lower may not import upper (../upper/y.ts)"],
    ["lower/x.ts", `await import("../upper/y.ts");`, "lower may not import upper (../upper/y.ts)"],
    ["lower/x.ts", `require("zod");`, "lower may not import npm (zod)"],
    ["lower/x.ts", `import x from "@scope/name/part";`, "lower may not import npm (@scope/name/part)"],
    ["lower/x.ts", `import { b } from "@sluice/b";`, "lower may not import b (@sluice/b)"],
    ["upper/x.ts", `import { b } from "@sluice/b/inner";`, "upper may not import b/inner (@sluice/b/inner)"],
    ["upper/x.ts", `import { y } from "../main.ts";`, "upper may not import rim (../main.ts)"],
    ["upper/x.ts", `import { readFile } from "node:fs";`, "upper may not import node: (node:fs)"],
    [
      "upper/x.ts",
      `import { y } from "../side/y.ts";`,
      "upper may not import side (../side/y.ts): only its types",
    ],
    [
      "upper/x.ts",
      `import { y } from "../lower/drivers/y.ts";`,
      "upper may not import drivers (../lower/drivers/y.ts): only by await import()",
    ],
    ["upper/x.ts", `import f from "fastify";`, "upper may not import fastify, which belongs to side"],
    [
      "upper/x.ts",
      `import { y } from "../new/y.ts";`,
      "imports ../new/y.ts, which is in no layer of tools/layers.ts",
    ],
    ["upper/x.ts", `import { y } from "./y.test.ts";`, "imports ./y.test.ts, which is for tests"],
    [
      "upper/x.ts",
      `import { y } from "../lower/testing/y.ts";`,
      "imports ../lower/testing/y.ts, which is for tests",
    ],
    ["upper/x.ts", "await import(name);", "imports a name that is computed, so no rule can be applied to it"],
    ["new/x.ts", "export const x = 1;", "is in no layer of tools/layers.ts"],
    [
      "main.ts",
      `import { b } from "../../b/src/b.ts";`,
      "imports packages/b/src/b.ts by path; the package @sluice/b is imported by its name",
    ],
  ])("%s may not say %s", (path, source, message) => {
    expect(faults(path, source)).toEqual([message]);
  });

  test("is not misled by what comments, strings and templates look like", () => {
    const source = `
      // import { y } from "../upper/y.ts";
      /* import "../upper/y.ts" */
      const text = 'import "../upper/y.ts"';
      const template = \`export * from "../upper/y.ts"\`;
      const expression = /import "x"/;`;
    expect(faults("lower/x.ts", source)).toEqual([]);
  });
});

describe("a test", () => {
  test("may import any layer of its package, and other packages by name", () => {
    const source = `import "../upper/y.ts"; import "zod"; import "@sluice/b"; import "../../../../vectors/x.json";`;
    expect(faults("lower/x.test.ts", source)).toEqual([]);
    expect(faults("lower/testing/x.ts", `import "../../upper/y.ts"; import "vitest";`)).toEqual([]);
  });

  test("never imports another package by path", () => {
    expect(faults("lower/x.test.ts", `import { b } from "../../../b/src/b.ts";`)).toHaveLength(1);
  });
});
