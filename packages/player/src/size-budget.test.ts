import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

const script = fileURLToPath(new URL("../dist/player.js", import.meta.url));
/** hls.js takes 182 KB of it. */
const GZIP_BUDGET_KB = 195;

test.skipIf(!existsSync(script))(
  `the built script stays under ${GZIP_BUDGET_KB} KB on the wire (npm run build makes it)`,
  () => {
    const content = readFileSync(script);
    expect(gzipSync(content).length / 1000).toBeLessThan(GZIP_BUDGET_KB);
    expect(content.toString("utf8", 0, 200)).toContain("Apache-2.0");
  },
);
