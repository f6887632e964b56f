import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startSluice, type TestServer } from "../support/sluice.ts";

const CLIP = fileURLToPath(new URL("../../packages/server/demo/clip", import.meta.url));

/** What lies outside of the media folder and must never come out. */
export const OUTSIDE_TEXT = "#EXTM3U\n# outside of the folder\n#EXTINF:2,\nseg-0.m4s\n";

const CONFIG = `
applications:
  files:
    kind: vod
    origin: { folder: ./media }
    streams: any
  shows:
    kind: vod
    origin: { folder: ./media }
    streams:
      2026/derby/cam-1:
      film:
`;

/** A server with folder applications and every trap that a folder can hold. */
export interface AttackedServer extends TestServer {
  /** Its home: `media` is the origin's folder, `outside.m3u8` lies beside it. */
  readonly home: string;
}

/**
 * Starts a server with the application `files` (any stream, from a folder) and `shows` (registered streams). In the
 * folder: the demo clip as `clip` and `other`, and traps under `traps`.
 */
export async function startAttackedServer(
  env: Readonly<Record<string, string>> = {},
): Promise<AttackedServer> {
  const home = mkdtempSync(join(tmpdir(), "sluice-attacked-"));
  layMedia(home);
  writeFileSync(join(home, "sluice.yaml"), CONFIG);
  const server = await startSluice({
    dataDir: join(home, "data"),
    env: { SLUICE_CONFIG: join(home, "sluice.yaml"), ...env },
  });
  return {
    ...server,
    home,
    async stop() {
      await server.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function layMedia(home: string): void {
  const media = join(home, "media");
  for (const stream of ["clip", "other"]) cpSync(CLIP, join(media, stream), { recursive: true });
  writeFileSync(join(home, "outside.m3u8"), OUTSIDE_TEXT);
  mkdirSync(join(home, "outside"));
  writeFileSync(join(home, "outside", "index.m3u8"), OUTSIDE_TEXT);
  const traps = join(media, "traps");
  mkdirSync(join(traps, "folder.m3u8"), { recursive: true });
  mkdirSync(join(traps, ".hidden"));
  writeFileSync(join(traps, ".hidden", "index.m3u8"), OUTSIDE_TEXT);
  writeFileSync(join(traps, ".dot.m3u8"), OUTSIDE_TEXT);
  writeFileSync(join(traps, "notes.txt"), "not media");
  writeFileSync(join(traps, "index.m3u8.bak"), "not media");
  symlinkSync("../../outside.m3u8", join(traps, "relative-link.m3u8"));
  symlinkSync(join(home, "outside.m3u8"), join(traps, "absolute-link.m3u8"));
  symlinkSync("../../outside", join(traps, "folder-link"));
  symlinkSync("/etc/passwd", join(traps, "passwd.m3u8"));
  symlinkSync("/dev/zero", join(traps, "zero.mp4"));
  symlinkSync("loop.m3u8", join(traps, "loop.m3u8"));
  symlinkSync("../clip/index.m3u8", join(traps, "inside-link.m3u8"));
  execFileSync("mkfifo", [join(traps, "pipe.m3u8"), join(traps, "pipe.mp4")]);
}
