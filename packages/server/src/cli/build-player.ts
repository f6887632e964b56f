import { spawn } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { playerDist } from "../embed/player-assets.ts";
import { PlainFailure } from "./plain-failure.ts";

const CANNOT_BUILD =
  "The player could not be built: run `npm run build` in the project's folder, as a user who may write there.";

/** Builds the player when its sources are newer than what was built, saying so through `say`. */
export async function buildPlayerIfStale(say: (text: string) => void): Promise<void> {
  const source = fileURLToPath(new URL("./", import.meta.resolve("@sluice/player")));
  if (!existsSync(source) || newest(playerDist) > newest(source)) return;
  const startedAt = performance.now();
  say("Building the player …");
  await build(dirname(source));
  say(`Building the player … done in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}

function newest(folder: string): number {
  if (!existsSync(folder)) return 0;
  const times = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map(name => statSync(join(folder, name)))
    .filter(entry => entry.isFile())
    .map(entry => entry.mtimeMs);
  return Math.max(0, ...times);
}

function build(folder: string): Promise<void> {
  const vite = createRequire(join(folder, "package.json")).resolve("vite/package.json");
  const child = spawn(process.execPath, [join(dirname(vite), "bin/vite.js"), "build", "--logLevel", "warn"], {
    cwd: folder,
    stdio: ["ignore", "inherit", "inherit"],
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", code => (code === 0 ? resolve() : reject(new PlainFailure(CANNOT_BUILD))));
  });
}
