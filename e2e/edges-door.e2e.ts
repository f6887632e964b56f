import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { askAs, type EdgeAsking, type EdgeKind, edgeKinds } from "./edges/asking.ts";
import { untilAllowed } from "./edges/ready.ts";
import { type Grant, type MintedToken, startSluice, type TestServer } from "./support/sluice.ts";

const CONFIGURATION = {
  applications: { cams: { kind: "live" } },
  edges: {
    nginx: { prefix: "/hls" },
    varnish: { application: "cams" },
    haproxy: { allow: ["127.0.0.2"] },
  },
};
/** What is asked for the demo's clip, by kind. */
const PREFIX: Partial<Record<EdgeKind, string>> = { nginx: "/hls" };
const KINDS = edgeKinds.filter(kind => kind !== "varnish" && kind !== "haproxy");

let folder: string;
let server: TestServer;
const secrets: string[] = [];
const outputs: string[] = [];

/** Starts Sluice; a cold one on a busy machine may take longer for its first entry than an edge waits. */
async function start(): Promise<TestServer> {
  const env = { SLUICE_CONFIG: join(folder, "sluice.yaml") };
  const started = await startSluice({ dataDir: join(folder, "data"), env });
  const { token } = await started.mint({ kind: "access" });
  const uri = `/demo/clip/index.m3u8?token=${token}`;
  await untilAllowed(() => askAs("caddy", started.url, { uri }));
  return started;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "sluice-e2e-edges-"));
  writeFileSync(join(folder, "sluice.yaml"), stringify(CONFIGURATION));
  server = await start();
});

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

const clip = (kind: EdgeKind, file = "index.m3u8") => `${PREFIX[kind] ?? ""}/demo/clip/${file}`;
const ask = (kind: EdgeKind, asking: EdgeAsking) => askAs(kind, server.url, asking);

async function mint(grant: Grant = {}): Promise<MintedToken> {
  const token = await server.mint(grant);
  secrets.push(token.token);
  return token;
}

/** Enters with a token; answers the cookie that goes on. */
async function enter(kind: EdgeKind, token: MintedToken): Promise<string> {
  const verdict = await ask(kind, { uri: `${clip(kind)}?token=${token.token}` });
  expect([verdict.status, verdict.reason]).toEqual([200, ""]);
  const cookie = verdict.headers["set-cookie"]?.[0]?.split(";", 1)[0] ?? "";
  expect(cookie).toMatch(/^sluice_session=./);
  secrets.push(cookie.split("=")[1] ?? "");
  return cookie;
}

async function sessionsOf({ id }: MintedToken): Promise<unknown> {
  const { items } = (await server.api("GET", `/v1/sessions?token=${id}`)).body;
  return items;
}

describe.each(KINDS)("%s", kind => {
  test("is told of a session by its cookie, and of nobody else's", async () => {
    const token = await mint({ user: "ann" });
    const cookie = await enter(kind, token);
    const segment = await ask(kind, { uri: clip(kind, "v0/seg-1.m4s"), headers: { cookie } });
    expect(segment.status).toBe(200);
    expect(segment.headers).toMatchObject({
      "x-auth-subject": "ann",
      "x-auth-stream": "demo/clip",
      "cache-control": "private, max-age=1",
    });
    const other = { uri: clip(kind, "v0/seg-1.m4s"), headers: { cookie }, ip: "198.51.100.9" };
    expect((await ask(kind, other)).reason).toBe("session-shared");
    const again = { uri: `${clip(kind)}?token=${token.token}`, ip: "198.51.100.9" };
    expect((await ask(kind, again)).reason).toBe("token-already-used");
    expect(await sessionsOf(token)).toMatchObject([
      { id: segment.headers["x-auth-session"], door: "edge", ip: "203.0.113.7" },
    ]);
  });

  test("is told of a withdrawal with its next question", async () => {
    const token = await mint();
    const cookie = await enter(kind, token);
    await server.api("DELETE", `/v1/tokens/${token.id}`);
    const segment = await ask(kind, { uri: clip(kind, "v0/seg-1.m4s"), headers: { cookie } });
    expect([segment.status, segment.reason]).toEqual([403, "token-revoked"]);
  });

  test("is told 401 without a token, and the operator why", async () => {
    const verdict = await ask(kind, { uri: clip(kind), ip: "203.0.114.7" });
    expect([verdict.status, verdict.reason]).toEqual([401, "token-missing"]);
    const ref = String(verdict.headers["sluice-ref"]);
    await expect
      .poll(async () => (await server.api("GET", `/v1/decisions/${ref}`)).body)
      .toMatchObject({ door: "edge", reason: "token-missing", ip: "203.0.114.7" });
  });
});

describe("what is configured", () => {
  test("a kind with an application of its own finds streams whose path names none", async () => {
    const token = await mint({ target: { streams: ["cams/hall"] } });
    const verdict = await ask("varnish", { uri: `/hall/index.m3u8?token=${token.token}` });
    expect([verdict.status, verdict.headers["x-auth-stream"]]).toEqual([200, "cams/hall"]);
    expect(verdict.headers["set-cookie"]?.[0]).toContain("; Path=/hall/;");
  });

  test("a kind answers only where it may be asked from", async () => {
    const token = await mint({ kind: "access" });
    const uri = `/demo/clip/index.m3u8?token=${token.token}`;
    const stranger = await ask("haproxy", { uri });
    expect([stranger.status, stranger.reason]).toEqual([403, "caller-unknown"]);
    expect((await ask("haproxy", { uri, from: "127.0.0.2" })).status).toBe(200);
    const ref = String(stranger.headers["sluice-ref"]);
    await expect
      .poll(async () => (await server.api("GET", `/v1/decisions/${ref}`)).body)
      .toMatchObject({ door: "edge", reason: "caller-unknown", ip: "127.0.0.1" });
  });
});

describe("whatever happens to Sluice", () => {
  test("after kill -9 cookies go on, and so do tokens that come with each request", async () => {
    const token = await mint();
    const cookie = await enter("nginx", token);
    const carried = await mint();
    const uri = `${clip("nginx", "v0/seg-1.m4s")}?token=${carried.token}`;
    expect((await ask("nginx", { uri })).status).toBe(200);
    outputs.push(server.output());
    await server.kill();
    server = await start();
    expect((await ask("nginx", { uri: clip("nginx"), headers: { cookie } })).status).toBe(200);
    expect((await ask("nginx", { uri })).status).toBe(200);
    expect((await ask("nginx", { uri, ip: "198.51.100.9" })).reason).toBe("token-already-used");
    expect(await sessionsOf(carried)).toHaveLength(1);
  });

  test("its log holds no token and no handle", () => {
    const printed = outputs.join("") + server.output();
    expect(secrets.length).toBeGreaterThan(10);
    for (const secret of secrets) expect(printed).not.toContain(secret);
  });
});
