import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { askAs, type EdgeKind } from "./edges/asking.ts";
import { startSluice, type TestServer } from "./support/sluice.ts";

/** How long each edge waits, and what it is told when there is no decision by then. */
const EDGES: readonly (readonly [EdgeKind, number, number])[] = [
  ["nginx", 300, 403],
  ["caddy", 300, 503],
  ["traefik", 300, 503],
  ["envoy", 150, 403],
  ["haproxy", 300, 403],
  ["varnish", 300, 403],
];
/** For the way there and back on this machine. */
const WAY_MILLISECONDS = 20;

let server: TestServer;

beforeAll(async () => {
  server = await startSluice();
});
afterAll(() => server.stop());

test("while another program locks the database edges are answered in time, nobody is let in anew and nothing is spent", async () => {
  const fresh = await server.mint();
  const playing = await server.mint();
  const asked = { uri: `/demo/clip/index.m3u8?token=${playing.token}` };
  const entered = await askAs("nginx", server.url, asked);
  const cookie = entered.headers["set-cookie"]?.[0]?.split(";", 1)[0] ?? "";
  const lock = new DatabaseSync(join(server.dataDir, "sluice.db"));
  lock.exec("BEGIN EXCLUSIVE");
  try {
    for (const [kind, longestMilliseconds, status] of EDGES) {
      const verdict = await askAs(kind, server.url, { uri: `/demo/clip/index.m3u8?token=${fresh.token}` });
      expect([verdict.status, verdict.reason], kind).toEqual([status, "store-unavailable"]);
      expect(verdict.milliseconds, kind).toBeLessThan(longestMilliseconds + WAY_MILLISECONDS);
      const segment = { uri: "/demo/clip/v0/seg-1.m4s", headers: { cookie } };
      expect((await askAs(kind, server.url, segment)).status, kind).toBe(200);
    }
  } finally {
    lock.exec("ROLLBACK");
    lock.close();
  }
  await new Promise(resolve => setTimeout(resolve, 1_000));
  expect((await server.api("GET", `/v1/tokens/${fresh.id}`)).body).toMatchObject({ uses: 0 });
  const opened = await askAs("envoy", server.url, { uri: `/demo/clip/index.m3u8?token=${fresh.token}` });
  expect(opened.status).toBe(200);
});
