import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { browserBuilds, weighBrowserBuild } from "./browser-size.ts";

const readme = readFileSync(new URL("../../packages/token/README.md", import.meta.url), "utf8");

test.each(browserBuilds)(
  'the browser build "$name" stays within its budget, which the README names',
  async build => {
    const { gzipBytes } = await weighBrowserBuild(build);
    expect(gzipBytes).toBeLessThanOrEqual(build.budgetGzipBytes);
    // A budget far above what is there would let it grow unseen.
    expect(gzipBytes).toBeGreaterThan(build.budgetGzipBytes * 0.7);
    expect(readme).toContain(`${build.budgetGzipBytes.toLocaleString("en")} bytes`);
  },
);
