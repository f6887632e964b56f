import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type ForeignKey, importKeys } from "../claims/cat-keys.ts";
import { freePort } from "../support/free-port.ts";
import { writeConfiguration } from "../support/origin-applications.ts";
import { startSluice, type TestServer } from "../support/sluice.ts";

/** Names that the vectors have in other systems' embedding codes. */
export const names = {
  flowplayer: "2e8cba53-d03e-4616-a060-f70b114d291e",
  tpstreams: "d2ff26b2-f88e-4d6d-a9ce-bb0e3ce858cc",
  nanoGroup: "609fb114-d45d-4b64-9c95-3a2334bec0ad",
  nanoStream: "XXXXX-YYYYY",
} as const;

/** The site that the stream `vod/guarded` may be shown on. `*.localhost` is this machine in every browser. */
export const ALLOWED_HOST = "shop.localhost";

const clip = fileURLToPath(new URL("../../packages/server/demo/clip", import.meta.url));
const entries = { hls: "index.m3u8", dash: "manifest.mpd", mp4: "clip.mp4" };

const streams = {
  clip: { aliases: [names.flowplayer, names.tpstreams], entries },
  [names.nanoStream]: { group: names.nanoGroup, entries },
  guarded: { limits: { domains: [ALLOWED_HOST] }, entries },
  /** Its first format is declared, and not there. */
  half: { entries: { hls: "missing.m3u8", mp4: "clip.mp4" } },
};

/** A server on its public address whose streams a browser can play, by every name of the vectors. */
export interface PlayableServer {
  readonly server: TestServer;
  stop(): Promise<void>;
}

/** Starts it, and hands it the keys of tokens that are made elsewhere. */
export async function startPlayableServer(keys: readonly ForeignKey[] = []): Promise<PlayableServer> {
  const folder = mkdtempSync(join(tmpdir(), "sluice-e2e-playable-"));
  const media = join(folder, "media");
  const ofAntMedia = { stream_id: { entries }, streamId: { entries } };
  for (const name of [...Object.keys(streams), ...Object.keys(ofAntMedia)]) {
    cpSync(clip, join(media, name), { recursive: true });
  }
  const configuration = writeConfiguration(
    {
      vod: { kind: "vod", origin: { folder: media }, streams },
      Application_Name: { kind: "vod", origin: { folder: media }, streams: ofAntMedia },
    },
    folder,
  );
  const port = await freePort();
  const env = { SLUICE_CONFIG: configuration, SLUICE_PUBLIC_URL: `http://127.0.0.1:${port}` };
  const server = await startSluice({ port, env });
  await importKeys(server, keys);
  return {
    server,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
