import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const KB = 1024;
const playlist = fileURLToPath(new URL("../../packages/server/demo/clip/index.m3u8", import.meta.url));

/** The segments that are fetched: an audio part, a common video segment, a large one. */
export const segmentFiles = [
  { name: "2 KB", file: "small.m4s", bytes: 2 * KB },
  { name: "192 KB", file: "medium.m4s", bytes: 192 * KB },
  { name: "1 MB", file: "large.m4s", bytes: 1024 * KB },
] as const;

/** Media of one stream on disk, with the configuration of a server that plays it as `bench/load`. */
export interface MediaFolder {
  /** Path of the stream below both servers' roots: Sluice's application, nginx's folder. */
  readonly root: string;
  readonly configFile: string;
  remove(): void;
}

/** Makes the folder; the playlist is the demo clip's multivariant one, the segments are bytes of no meaning. */
export function makeMediaFolder(): MediaFolder {
  const folder = mkdtempSync(join(tmpdir(), "sluice-bench-media-"));
  const root = join(folder, "media");
  mkdirSync(join(root, "load"), { recursive: true });
  copyFileSync(playlist, join(root, "load", "index.m3u8"));
  for (const { file, bytes } of segmentFiles) {
    writeFileSync(join(root, "load", file), Buffer.alloc(bytes, "sluice "));
  }
  const configFile = join(folder, "sluice.yaml");
  writeFileSync(configFile, "applications:\n  bench:\n    kind: vod\n    origin:\n      folder: ./media\n");
  return { root, configFile, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
