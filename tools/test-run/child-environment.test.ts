import { describe, expect, test } from "vitest";
import { childEnvironment } from "./child-environment.ts";

const node = { execPath: "/opt/node24/bin/node", stripsTypes: true };

describe("childEnvironment", () => {
  test("the tools of the lock come first on PATH, then the running Node, then the rest", () => {
    const { PATH } = childEnvironment("/repo", { PATH: "/usr/bin" }, node);
    expect(PATH).toBe("/repo/node_modules/.bin:/opt/node24/bin:/usr/bin");
  });

  test("what is compiled is kept beside the packages, unless the user keeps it elsewhere", () => {
    const kept = "/repo/node_modules/.cache/tests";
    expect(childEnvironment("/repo", {}, node)).toMatchObject({ NODE_COMPILE_CACHE: kept });
    const own = { NODE_COMPILE_CACHE: "/var/cache/own" };
    expect(childEnvironment("/repo", own, node)).toMatchObject(own);
  });

  test("everything else is passed on, CI included", () => {
    const environment = { CI: "true", NODE_OPTIONS: "--max-old-space-size=512" };
    expect(childEnvironment("/repo", environment, node)).toMatchObject(environment);
  });

  test("children of an older Node run TypeScript too, beside the user's own options", () => {
    const environment = childEnvironment(
      "/repo",
      { NODE_OPTIONS: "--trace-warnings" },
      { ...node, stripsTypes: false },
    );
    expect(environment.NODE_OPTIONS).toMatch(/^--trace-warnings --experimental-strip-types/);
  });
});
