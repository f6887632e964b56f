import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { buildBoard } from "./build-board.ts";
import { rows } from "./rows/index.ts";

// npx node tools/grafana/write-board.ts
const file = fileURLToPath(new URL("../../deploy/grafana/sluice.json", import.meta.url));
writeFileSync(file, JSON.stringify(buildBoard(rows)));
const biome = createRequire(import.meta.url).resolve("@biomejs/biome/bin/biome");
const { status, stderr } = spawnSync(process.execPath, [biome, "format", "--write", file], {
  encoding: "utf8",
});
if (status !== 0) throw new Error(`the board cannot be formatted: ${stderr}`);
