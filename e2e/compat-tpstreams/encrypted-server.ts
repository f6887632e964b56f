import { randomBytes } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { codecs, encode, testSource } from "../origins/encoding.ts";
import { freePort } from "../support/free-port.ts";
import { writeConfiguration } from "../support/origin-applications.ts";
import { startSluice, type TestServer } from "../support/sluice.ts";

/** The assets as TPStreams calls them: a film, and one that is encrypted by AES-128. */
export const assets = {
  film: "d2ff26b2-f88e-4d6d-a9ce-bb0e3ce858cc",
  encrypted: "6cKHaeJ44pp",
} as const;

/** What media servers prove themselves by. */
export const HOOK_SECRET = "a-hook-secret-for-tests";

const CLIP_SECONDS = 24;
const SEGMENT_SECONDS = 2;
const clip = fileURLToPath(new URL("../../packages/server/demo/clip", import.meta.url));

/** A server on its public address, and the key of its encrypted stream. */
export interface EncryptedServer {
  readonly server: TestServer;
  readonly key: Buffer;
  stop(): Promise<void>;
}

/** Starts a server with `vod/film` and the encrypted `vod/secret`, whose manifest names its key `aes_key`. */
export async function startEncryptedServer(): Promise<EncryptedServer> {
  const folder = mkdtempSync(join(tmpdir(), "sluice-e2e-tpstreams-"));
  const media = join(folder, "media");
  cpSync(clip, join(media, "film"), { recursive: true });
  const key = await encrypt(join(media, "secret"), folder);
  const streams = {
    film: { aliases: [assets.film], entries: { hls: "index.m3u8" } },
    secret: { aliases: [assets.encrypted], entries: { hls: "index.m3u8" } },
  };
  const vod = { kind: "vod", origin: { folder: media }, streams };
  const port = await freePort();
  const env = {
    SLUICE_CONFIG: writeConfiguration({ vod }, folder),
    SLUICE_HOOK_SECRET: HOOK_SECRET,
    SLUICE_PUBLIC_URL: `http://127.0.0.1:${port}`,
  };
  const server = await startSluice({ port, env });
  return {
    server,
    key,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Makes HLS whose segments are encrypted (RFC 8216 section 4.3.2.4), with its key beside the manifest. */
async function encrypt(folder: string, workFolder: string): Promise<Buffer> {
  mkdirSync(folder, { recursive: true });
  const key = randomBytes(16);
  const file = join(folder, "aes_key");
  writeFileSync(file, key);
  const info = join(workFolder, "key-info");
  writeFileSync(info, `aes_key\n${file}\n`);
  await encode([
    ...testSource,
    ...["-t", String(CLIP_SECONDS)],
    ...codecs(SEGMENT_SECONDS),
    ...["-f", "hls", "-hls_time", String(SEGMENT_SECONDS), "-hls_playlist_type", "vod"],
    ...["-hls_key_info_file", info, "-hls_segment_filename", join(folder, "seg-%d.ts")],
    join(folder, "index.m3u8"),
  ]);
  return key;
}
