import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Grant, type MintedToken, startSluice, type TestServer } from "../support/sluice.ts";
import { type FakeMediamtx, startFakeMediamtx } from "./fake-servers/fake-mediamtx.ts";
import type { FakeServer } from "./fake-servers/fake-server.ts";
import { type FakeSrs, startFakeSrs } from "./fake-servers/fake-srs.ts";
import { type FakeZlmediakit, startFakeZlmediakit } from "./fake-servers/fake-zlmediakit.ts";

const HOOK_SECRET = "hook-secret-of-kicks-0123456789";
const API_PASSWORD = "api-password-of-kicks";
const BASIC = `Basic ${Buffer.from(`sluice:${API_PASSWORD}`).toString("base64")}`;

/** A client that asks to publish to `live/<stream>`. */
export interface Publishing {
  readonly id: string;
  readonly stream: string;
  readonly token: string;
}

/** One kind of media server: how it asks, who is connected there, and what a kick looks like. */
export interface KickedServer {
  readonly kind: "mediamtx" | "srs" | "zlmediakit";
  /** An id as this server makes them. */
  drawId(): string;
  /** Asks Sluice, as the server would; resolves to the reason of a refusal, undefined when it was let in. */
  ask(sluice: TestServer, client: Publishing): Promise<string | undefined>;
  /** Has the client on the server's list from now on. */
  list(client: Publishing): void;
  isListed(id: string): boolean;
  /** Takes the client off the list, as if it had gone by itself. */
  leave(id: string): void;
  readonly calls: FakeServer["calls"];
  /** The one call that cuts this connection: method, path and credentials. */
  kickOf(id: string): string;
}

/** Three media servers with an API, and a Sluice that is told about them; it can be started again on its folder. */
export interface KickStage {
  readonly servers: readonly KickedServer[];
  readonly dataDir: string;
  sluice(): TestServer;
  restart(meanwhile?: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** Starts everything. */
export async function openKickStage(): Promise<KickStage> {
  const home = mkdtempSync(join(tmpdir(), "sluice-kicks-"));
  const mediamtx = await startFakeMediamtx({ credentials: `sluice:${API_PASSWORD}` });
  const srs = await startFakeSrs({ credentials: `sluice:${API_PASSWORD}` });
  const zlmediakit = await startFakeZlmediakit({ secret: API_PASSWORD });
  const config = join(home, "sluice.yaml");
  writeFileSync(config, configOf({ mediamtx, srs, zlmediakit }));
  const env = { SLUICE_HOOK_SECRET: HOOK_SECRET, SLUICE_CONFIG: config };
  const dataDir = join(home, "data");
  let sluice = await startSluice({ dataDir, env });
  return {
    servers: [mediamtxSide(mediamtx), srsSide(srs), zlmediakitSide(zlmediakit)],
    dataDir,
    sluice: () => sluice,
    async restart(meanwhile = async () => undefined) {
      await sluice.stop();
      await meanwhile();
      sluice = await startSluice({ dataDir, env });
    },
    async close() {
      await sluice.stop();
      await Promise.all([mediamtx.close(), srs.close(), zlmediakit.close()]);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function configOf(fakes: Readonly<Record<"mediamtx" | "srs" | "zlmediakit", FakeServer>>): string {
  const login = `      username: sluice\n      password: ${API_PASSWORD}\n`;
  return `servers:
  mediamtx:
    api:
      url: ${fakes.mediamtx.url}
${login}  srs:
    api:
      url: ${fakes.srs.url}
${login}  zlmediakit:
    api:
      url: ${fakes.zlmediakit.url}
      secret: ${API_PASSWORD}
`;
}

/** What a call of a fake's history looks like in one line. */
export function lineOf({ method, path, authorization }: FakeServer["calls"][number]): string {
  return [method, path, ...(authorization === undefined ? [] : [authorization])].join(" ");
}

let drawn = 0;

/** A token that publishes to a stream of its own. */
export async function mintPublisher(
  sluice: TestServer,
  grant: Grant = {},
): Promise<MintedToken & { readonly stream: string }> {
  drawn += 1;
  const stream = `kick-${drawn}`;
  const target = { streams: [`live/${stream}`] };
  return { ...(await sluice.mint({ kind: "one-time", action: "publish", target, ...grant })), stream };
}

async function ask(
  sluice: TestServer,
  path: string,
  body: object,
): Promise<{ status: number; text: string }> {
  const response = await fetch(`${sluice.url}/hooks/${path.replace("$", HOOK_SECRET)}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
}

/** Refusals name their reason in the server's own form: `… (session-ended, REF)`, or `session-ended REF`. */
function reasonIn(text: string): string {
  const [, inBrackets, atBegin] = /\(([a-z-]+), [^)]+\)|"msg":"([a-z-]+) /.exec(text) ?? [];
  return inBrackets ?? atBegin ?? text;
}

function mediamtxSide(fake: FakeMediamtx): KickedServer {
  return {
    kind: "mediamtx",
    drawId: randomUUID,
    async ask(sluice, { id, stream, token }) {
      const query = `token=${token}`;
      const of = { ip: "203.0.113.9", user: "", password: "", token, action: "publish", protocol: "rtmp" };
      const call = { ...of, path: `live/${stream}`, id, query, userAgent: "FMLE/3.0" };
      const { status, text } = await ask(sluice, "mediamtx/$", call);
      return status === 200 ? undefined : reasonIn(text);
    },
    list: ({ id, stream, token }) =>
      void fake.connect({ id, path: `live/${stream}`, query: `token=${token}` }),
    ...listed(fake),
    kickOf: id => `POST /v3/rtmpconns/kick/${id} ${BASIC}`,
  };
}

function srsSide(fake: FakeSrs): KickedServer {
  return {
    kind: "srs",
    drawId: () => randomUUID().slice(0, 8),
    async ask(sluice, { id, stream, token }) {
      const of = { server_id: "vid-t71i19u", action: "on_publish", client_id: id, ip: "203.0.113.9" };
      const where = { vhost: "__defaultVhost__", app: "live", tcUrl: "rtmp://host/live", stream };
      const { text } = await ask(sluice, "srs/$", { ...of, ...where, param: `?token=${token}` });
      return JSON.parse(text).code === 0 ? undefined : reasonIn(text);
    },
    list: ({ id, stream }) => void fake.connect({ id, name: stream }),
    ...listed(fake),
    kickOf: id => `DELETE /api/v1/clients/${id} ${BASIC}`,
  };
}

function zlmediakitSide(fake: FakeZlmediakit): KickedServer {
  return {
    kind: "zlmediakit",
    drawId: () => `${randomUUID().slice(0, 8)}-17`,
    async ask(sluice, { id, stream, token }) {
      const of = { mediaServerId: "zlm-1", schema: "rtmp", protocol: "rtmp", vhost: "__defaultVhost__" };
      const where = { app: "live", stream, params: `token=${token}`, ip: "203.0.113.9", port: 50001, id };
      const call = { ...of, ...where, originType: 1, originTypeStr: "rtmp_push" };
      const { text } = await ask(sluice, "zlmediakit/$/on_publish", call);
      return JSON.parse(text).code === 0 ? undefined : reasonIn(text);
    },
    list: ({ id, stream, token }) => void fake.connect({ id, stream, params: `token=${token}` }),
    ...listed(fake),
    kickOf: id => `GET /index/api/kick_session?secret=${API_PASSWORD}&id=${id}`,
  };
}

function listed(fake: FakeServer & { readonly clients: { readonly id: string }[] }) {
  const at = (id: string): number => fake.clients.findIndex(client => client.id === id);
  return {
    isListed: (id: string) => at(id) >= 0,
    leave: (id: string) => void fake.clients.splice(at(id), 1),
    calls: fake.calls,
  };
}
