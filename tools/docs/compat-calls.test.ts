import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compatSystems } from "../../packages/server/src/compat/index.ts";
import { compatPage, withCalls } from "./compat-calls.ts";
import { testedRoutes } from "./tested-routes.ts";

const root = new URL("../../", import.meta.url);

describe.each(compatSystems)("docs/compat page of $id", system => {
  test("shows every call that is compared: npx node tools/docs/write.ts writes it", () => {
    const text = readFileSync(new URL(compatPage(system), root), "utf8");
    expect(withCalls(text, system)).toBe(text);
  });

  test("is found from docs/compat.md", () => {
    const overview = readFileSync(new URL("docs/compat.md", root), "utf8");
    expect(overview).toContain(`](compat/${system.id}.md)`);
  });

  test("every route of the system is among the calls that are compared", () => {
    const said = system.compared.map(({ call, note }) => `${call} ${note}`);
    const missing = system.routes.filter(
      ({ method, url }) => !said.some(text => text.includes(method) && text.includes(lastWord(url))),
    );
    expect(missing.map(({ method, url }) => `${method} ${url}`)).toEqual([]);
  });

  test("no call is compared twice, and what is not offered, or safer, says why", () => {
    const { compared } = system;
    const calls = compared.map(({ call }) => call);
    expect(calls.filter((call, index) => calls.indexOf(call) !== index)).toEqual([]);
    expect(compared.filter(({ likeness, note }) => likeness !== "same" && note.length < 10)).toEqual([]);
  });
});

describe("what is said of API v1", async () => {
  const routes = (await testedRoutes()).map(({ operation: { method, path } }) =>
    shapeOf(`${method.toUpperCase()} ${path}`),
  );
  const pages = ["", "compat"].flatMap(folder =>
    readdirSync(new URL(`docs/${folder}`, root))
      .filter(name => name.endsWith(".md"))
      .map(name => join("docs", folder, name)),
  );

  test.each(["README.md", ...pages])("%s names no call that there is not", page => {
    const text = readFileSync(new URL(page, root), "utf8");
    const named = text.match(/\b(?:GET|POST|PUT|PATCH|DELETE) \/v1\/[a-z/{}.-]*[a-z}]/g) ?? [];
    expect(named.filter(call => !routes.includes(shapeOf(call)))).toEqual([]);
  });
});

test("a page without a place for the table is a fault", () => {
  expect(() => withCalls("# A page\n", { id: "bintu", compared: [] })).toThrow("docs/compat/bintu.md");
});

/** The last part of an address that is no parameter: one line may be about several addresses. */
function lastWord(url: string): string {
  return url.split("/").findLast(part => part !== "" && !part.startsWith(":") && part !== "*") ?? url;
}

/** A call whatever its parameters are called. */
function shapeOf(call: string): string {
  return call.replace(/\{[^}]*\}/g, "{}").replace(/\/$/, "");
}
