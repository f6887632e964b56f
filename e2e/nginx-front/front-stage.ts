import { randomBytes } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { freePort } from "../support/free-port.ts";
import { type MintedToken, startSluice, type TestServer } from "../support/sluice.ts";
import { createViewer, type Viewer } from "../support/viewer.ts";
import { handleKeyFile } from "./handle-key.ts";
import { type FrontNginx, type FrontRecipe, startNginxInFront } from "./nginx-in-front.ts";

const clip = fileURLToPath(new URL("../../packages/server/demo/clip", import.meta.url));
const ENTRY = { hls: "index.m3u8", dash: "manifest.mpd" } as const;

/** Sluice, nginx in front of it as shipped, and media in a folder that both can read. */
export interface FrontStage {
  readonly server: TestServer;
  readonly nginx: FrontNginx;
  /** Somebody at an address of his own, with an agent of his own, who comes through nginx. */
  device(): Viewer;
  mint(stream: "clip" | "other", kind?: "one-time" | "access"): Promise<MintedToken>;
  revoke(token: MintedToken): Promise<void>;
  /** A file of the stream, as it lies in the folder. */
  file(path: string): Buffer;
  /** The ETag that nginx gives a file that it sends by itself. */
  etagOfNginx(path: string): string;
  stop(): Promise<void>;
}

/** Where a device's session is: `/s/{handle}/films/clip/`. */
export async function enterClip(
  device: Viewer,
  { token }: MintedToken,
  { stream = "clip", entry = "hls" }: { readonly stream?: string; readonly entry?: "hls" | "dash" } = {},
): Promise<string> {
  const { status, text, reason } = await device.ask(`/films/${stream}/${ENTRY[entry]}?token=${token}`);
  expect(status, reason).toBe(200);
  const root = new RegExp(`/s/[\\w-]+/films/${stream}/`).exec(text)?.[0];
  if (root === undefined) throw new Error(`no session in ${text.slice(0, 300)}`);
  return root;
}

/** Starts both. With `mediaPort` nginx has the segments from a server there. */
export async function startFront(
  recipe: FrontRecipe,
  { mediaPort }: { readonly mediaPort?: number } = {},
): Promise<FrontStage> {
  const folder = mkdtempSync(join(tmpdir(), "sluice-e2e-front-"));
  putMedia(folder);
  const masterKey = randomBytes(32).toString("hex");
  const [port, sluicePort] = [await freePort(), await freePort()];
  const server = await startSluice({
    port: sluicePort,
    env: {
      SLUICE_MASTER_KEY: masterKey,
      SLUICE_TRUSTED_PROXIES: "127.0.0.1/32",
      SLUICE_PUBLIC_URL: `http://127.0.0.1:${port}`,
    },
  });
  const accel = recipe === "accel-redirect" ? { accel_redirect: "/_media/films/" } : {};
  const origin = { folder: join(folder, "films"), ...accel };
  const made = await server.api("POST", "/v1/applications", { name: "films", kind: "vod", origin });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const places = { port, sluicePort, mediaFolder: folder, handleKey: handleKeyFile(masterKey), mediaPort };
  const nginx = await startNginxInFront(recipe, places);
  let devices = 0;
  return {
    server,
    nginx,
    device() {
      devices += 1;
      return createViewer(nginx, { address: `127.9.0.${devices}`, agent: `Device/${devices}.0` });
    },
    mint: (stream, kind = "access") => server.mint({ kind, target: { streams: [`films/${stream}`] } }),
    async revoke({ id }) {
      const { status } = await server.api("DELETE", `/v1/tokens/${id}`);
      expect(status).toBe(204);
    },
    file: path => readFileSync(join(folder, "films/clip", path)),
    etagOfNginx(path) {
      const { size, mtimeMs } = statSync(join(folder, "films/clip", path));
      return `"${Math.floor(mtimeMs / 1000).toString(16)}-${size.toString(16)}"`;
    },
    async stop() {
      await nginx.stop();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Two streams, and what lies beside media and is none. */
function putMedia(folder: string): void {
  for (const stream of ["clip", "other"]) cpSync(clip, join(folder, "films", stream), { recursive: true });
  mkdirSync(join(folder, "films/clip/.hidden"));
  for (const name of [".secret.ts", ".hidden/seg-0.ts", "v0/.secret.ts", "v0/notes.txt"]) {
    writeFileSync(join(folder, "films/clip", name), "not for viewers");
  }
  writeFileSync(join(folder, "beside.ts"), "not for viewers");
}
