import { describe, expect, test } from "vitest";
import { layers } from "../layers.ts";
import { checkTree } from "./check-tree.ts";
import { describeProblem } from "./problem.ts";

function problems(files: Readonly<Record<string, string>>): readonly string[] {
  const tree = { "ARCHITECTURE.md": "", ...files };
  const read = (path: string) => new Map(Object.entries(tree)).get(path) ?? "";
  return checkTree({ paths: Object.keys(tree), read }).map(describeProblem);
}

describe("the tree of Sluice", () => {
  test("doors reach the store only through commands and access", () => {
    const found = problems({
      "packages/server/src/commands/create-token.ts": `import { StoreUnavailable } from "../store/store.ts";`,
      "packages/server/src/gateway/x.ts": `import "../commands/create-token.ts";\nimport "../store/store.ts";`,
    });
    expect(found).toEqual([
      "packages/server/src/gateway/x.ts:2: gateway may not import store interface (../store/store.ts)",
    ]);
  });

  test("no door imports another", () => {
    const found = problems({ "packages/server/src/hooks/srs.ts": `import "../gateway/gateway.ts";` });
    expect(found).toEqual([
      "packages/server/src/hooks/srs.ts:1: hooks may not import gateway (../gateway/gateway.ts)",
    ]);
  });

  test("a token knows Node in crypto/node.ts only, and policy not even there", () => {
    const found = problems({
      "packages/token/src/crypto/node.ts": `import "node:crypto"; import "./provider.ts";`,
      "packages/token/src/secret.ts": `import "node:crypto";`,
      "packages/policy/src/evaluate.ts": `import "@sluice/token/node";`,
    });
    expect(found).toEqual([
      "packages/token/src/secret.ts:1: token may not import node: (node:crypto)",
      "packages/policy/src/evaluate.ts:1: policy may not import token/node (@sluice/token/node)",
    ]);
  });

  test("policy takes nothing from npm and asks no clock", () => {
    expect(problems({ "packages/policy/src/x.ts": `import "zod";\nDate.now();` })).toEqual([
      "packages/policy/src/x.ts:1: policy may not import npm (zod)",
      "packages/policy/src/x.ts:2: policy is pure and may not use Date.now",
    ]);
  });

  test("what the rim composes is never imported", () => {
    const found = problems({
      "packages/server/src/compose.ts": `import "./gateway/gateway.ts"; import("./store/sqlite/open.ts");`,
      "packages/server/src/access/x.ts": `import "../compose.ts";`,
    });
    expect(found).toEqual(["packages/server/src/access/x.ts:1: access may not import rim (../compose.ts)"]);
  });

  test("access never speaks HTTP", () => {
    expect(problems({ "packages/server/src/access/x.ts": `import "node:http";` })).toHaveLength(1);
  });

  test("a shared suite and its helpers are for tests, and only tests import them", () => {
    const store = "packages/server/src/store";
    const found = problems({
      [`${store}/conformance.ts`]: `import "./conformance/slots.ts"; import "vitest"; import "../compose.ts";`,
      [`${store}/memory/store.test.ts`]: `import "../conformance.ts";`,
      [`${store}/memory/open.ts`]: `import "../conformance.ts";`,
    });
    expect(found).toEqual([`${store}/memory/open.ts:1: imports ../conformance.ts, which is for tests`]);
  });

  test("a file that does not parse is a problem, not a crash", () => {
    expect(problems({ "packages/policy/src/x.ts": "import {" })[0]).toMatch(/does not parse/);
  });

  test("vectors and other data are not measured, sources are", () => {
    const long = "x;\n".repeat(401);
    const found = problems({
      "vectors/x.json": long,
      "tools/x.ts": long,
      "packages/server/src/lib/x.ts": long,
    });
    expect(found.map(line => line.split(":")[0])).toEqual(["tools/x.ts", "packages/server/src/lib/x.ts"]);
  });
});

describe("the table", () => {
  test("names only layers that exist", () => {
    const known = new Set(["*", "npm", "node:", ...layers.map(layer => layer.name)]);
    const named = layers.flatMap(layer => layer.mayImport.map(name => name.replace(/^(type|dynamic):/, "")));
    expect(named.filter(name => !known.has(name))).toEqual([]);
  });

  test("has no circle between layers, types included", () => {
    const below = new Map(
      layers.map(layer => [layer.name, layer.mayImport.map(name => name.replace("type:", ""))]),
    );
    const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
      (below.get(from) ?? []).some(next => {
        if (next === to) return true;
        if (seen.has(next)) return false;
        return reaches(next, to, seen.add(next));
      });
    expect(layers.filter(({ name }) => reaches(name, name)).map(({ name }) => name)).toEqual([]);
  });
});
