import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { freePort } from "../support/free-port.ts";
import { startSluice, type TestServer } from "../support/sluice.ts";
import type { EdgePlaces, RunningEdge } from "./edge-program.ts";
import { type Media, startMedia } from "./media-server.ts";
import { untilAllowed } from "./ready.ts";
import { edgeViewer } from "./viewer.ts";

/** Starts an edge on a port. */
export type StartEdge = (port: number, places: EdgePlaces) => Promise<RunningEdge>;

/** An edge in front of media, and Sluice, which it asks. */
export interface EdgeStage {
  readonly edge: RunningEdge;
  readonly sluice: TestServer;
  readonly media: Media;
  stop(): Promise<void>;
}

/** Starts all three; `kind` is the edge's name under `edges`. */
export async function startStage(kind: string, start: StartEdge): Promise<EdgeStage> {
  const folder = mkdtempSync(join(tmpdir(), "sluice-e2e-config-"));
  const config = join(folder, "sluice.yaml");
  writeFileSync(config, stringify({ edges: { [kind]: { prefix: "/hls" } } }));
  const media = await startMedia(await freePort());
  const sluice = await startSluice({ env: { SLUICE_CONFIG: config } });
  const sluicePort = Number(new URL(sluice.url).port);
  const edge = await start(await freePort(), {
    sluicePort,
    mediaFolder: media.folder,
    mediaPort: media.port,
  });
  const { token } = await sluice.mint({ kind: "access" });
  await untilAllowed(() => edgeViewer(edge.url).get(`/hls/demo/clip/index.m3u8?token=${token}`));
  return {
    edge,
    sluice,
    media,
    async stop() {
      await edge.stop();
      await sluice.stop();
      await media.close();
      rmSync(folder, { recursive: true });
    },
  };
}
