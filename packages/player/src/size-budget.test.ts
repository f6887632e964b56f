import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));

/** On the wire. hls.js takes 174 KB of the main script, without its DRM and CMCD; dash.js all of its own. */
const budgets = [
  { file: "player.js", gzipKb: 195 },
  { file: "assets/player-dash.js", gzipKb: 245 },
  { file: "assets/player-whep.js", gzipKb: 3 },
];

test.skipIf(!existsSync(`${dist}player.js`)).each(budgets)(
  "the built $file stays under $gzipKb KB on the wire (npm run build makes it)",
  ({ file, gzipKb }) => {
    const content = readFileSync(`${dist}${file}`);
    expect(gzipSync(content).length / 1000).toBeLessThan(gzipKb);
    expect(content.toString("utf8", 0, 200)).toContain("Apache-2.0");
  },
);
