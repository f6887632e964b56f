import { describe, expect, test } from "vitest";
import { checkLength } from "./check-length.ts";
import { checkPurity, checkReexports } from "./check-shape.ts";
import { readSourceFile } from "./source-file.ts";

const layers = [
  { name: "policy", where: ["packages/policy/src/"], mayImport: [] },
  { name: "server", where: ["packages/server/src/"], mayImport: [] },
];

describe("barrels", () => {
  function faults(path: string, source: string): readonly string[] {
    return checkReexports(readSourceFile(path, source)).map(({ message }) => message);
  }

  test.each([
    [`export { a } from "./a.ts";`],
    [`export type { A } from "./a.ts";`],
    [`import { a } from "./a.ts"; export { a };`],
  ])("%s alone is a barrel inside a package, and fine as its entry", source => {
    expect(faults("packages/server/src/gateway/index.ts", source)).toHaveLength(1);
    expect(faults("packages/server/src/gateway/all.ts", source)).toHaveLength(1);
    expect(faults("packages/server/src/index.ts", source)).toEqual([]);
  });

  test("a registration table is no barrel", () => {
    const source = `import { hls } from "./hls.ts"; export const kinds = [hls];`;
    expect(faults("packages/server/src/gateway/manifests/index.ts", source)).toEqual([]);
  });

  test("export * is refused everywhere", () => {
    expect(faults("packages/server/src/index.ts", `export * from "./a.ts";`)).toHaveLength(1);
  });
});

describe("purity", () => {
  function uses(path: string, source: string): number {
    return checkPurity(readSourceFile(path, source), layers, ["policy"]).length;
  }

  test.each([
    "Date.now()",
    "new Date()",
    "Date()",
    "Math.random()",
    "process.env.HOME",
    "crypto.randomUUID()",
    "performance.now()",
    "globalThis.fetch",
    "fetch('http://x')",
    "setTimeout(() => {}, 1)",
    "console.log(1)",
    "[1].map(Math.random)",
  ])("policy may not use %s", source => {
    expect(uses("packages/policy/src/x.ts", source)).toBe(1);
  });

  test.each([
    "new Date(nowSeconds * 1000)",
    "Math.max(1, 2)",
    "'Date.now()'",
    "// Date.now()",
    "run.process.id",
  ])("policy may say %s", source => {
    expect(uses("packages/policy/src/x.ts", source)).toBe(0);
  });

  test("other layers and tests are free to", () => {
    expect(uses("packages/server/src/x.ts", "Date.now()")).toBe(0);
    expect(uses("packages/policy/src/x.test.ts", "Date.now()")).toBe(0);
  });
});

describe("length", () => {
  const limit = { source: 3, test: 5 };

  test("a file at the limit is fine, and one line more is not", () => {
    expect(checkLength("a.ts", "1\n2\n3\n", limit)).toEqual([]);
    expect(checkLength("a.ts", "1\n2\n3\n4\n", limit)).toHaveLength(1);
  });

  test.each(["a.test.ts", "e2e/a.e2e.ts"])("%s may be longer", path => {
    expect(checkLength(path, "1\n2\n3\n4\n5", limit)).toEqual([]);
    expect(checkLength(path, "1\n2\n3\n4\n5\n6", limit)).toHaveLength(1);
  });
});
