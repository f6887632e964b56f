import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

/** Builds the player as `npm run build` does, into a folder of its own, and returns the script. */
export async function buildPlayer(): Promise<string> {
  const root = fileURLToPath(new URL("../../packages/player", import.meta.url));
  const outDir = await mkdtemp(join(tmpdir(), "sluice-player-"));
  try {
    await build({ root, configFile: join(root, "vite.config.ts"), logLevel: "error", build: { outDir } });
    return await readFile(join(outDir, "player.js"), "utf8");
  } finally {
    await rm(outDir, { recursive: true });
  }
}
