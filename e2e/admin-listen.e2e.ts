import { once } from "node:events";
import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type RawAnswer, rawRequest } from "./bad-input/raw-request.ts";
import { runSluice } from "./cli/run-sluice.ts";
import { temporaryHome } from "./cli/temporary-home.ts";
import { freePort } from "./support/free-port.ts";
import { ADMIN_KEY, startSluice, type TestServer } from "./support/sluice.ts";
import { createViewer, sessionPath } from "./support/viewer.ts";

const PUBLIC_URL = "https://media.example.test/gate";

let server: TestServer;

beforeAll(async () => {
  const env = { SLUICE_ADMIN_LISTEN: "127.0.0.1:0", SLUICE_PUBLIC_URL: PUBLIC_URL };
  server = await startSluice({ port: await freePort(), env });
});
afterAll(() => server.stop());

/** Asks one of the listeners with the admin key, byte for byte. */
function ask(url: string, method: string, target: string, body?: string): Promise<RawAnswer> {
  const headers = [["Authorization", `Bearer ${ADMIN_KEY}`] as const];
  const json = [["Content-Type", "application/json"] as const];
  return rawRequest(url, {
    method,
    target,
    headers: body === undefined ? headers : [...headers, ...json],
    ...(body === undefined ? {} : { body }),
  });
}

const grant = JSON.stringify({ kind: "access", action: "play", target: { streams: ["demo/clip"] } });

/** What only the admin listener has: method, path, body. */
const adminOnly: readonly (readonly [string, string, string?])[] = [
  ["GET", "/v1/tokens"],
  ["POST", "/v1/tokens", grant],
  ["GET", "/v1/sessions?status=live"],
  ["DELETE", "/v1/sessions/none"],
  ["POST", "/v1/check", "{}"],
  ["GET", "/v1/openapi.json"],
  ["GET", "/v1"],
  ["GET", "/v1/health/"],
  ["POST", "/v1/delegations/", "{}"],
  ["GET", "/docs"],
  ["GET", "/metrics"],
  ["HEAD", "/metrics"],
  ["GET", "/api/v1/x"],
  ["POST", "/secure/token", "{}"],
];

describe("with a listener for the admin, the public one", () => {
  test.for(adminOnly)("answers 404 to %s %s, whatever key comes along", async ([method, path, body]) => {
    for (const target of [path, `/gate${path}`]) {
      const { status, json, headers } = await ask(server.url, method, target, body);
      expect(status).toBe(404);
      expect(headers["sluice-ref"]).toMatch(/\S/);
      if (method !== "HEAD") expect(json).toMatchObject({ reason: "not-found", status: 404 });
    }
  });

  test.each([
    "/%761/tokens",
    "/v%31/tokens",
    "//v1/tokens",
    "/./v1/tokens",
    "/x/../v1/tokens",
    "/v1%2ftokens",
    "/v1;/tokens",
    "/gate//v1/tokens",
    "/gate/gate/v1/tokens",
    "/gate/../v1/tokens",
    "/v1/health/../tokens",
    "/v1/health%2f..%2ftokens",
    "/v1/delegations/../tokens",
    "/V1/tokens",
    "http://127.0.0.1/v1/tokens",
    "/s/../v1/tokens",
    "/%6detrics",
  ])("has no other way to the API: %s", async target => {
    const { status, body } = await ask(server.url, "GET", target);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body).not.toMatch(/"items"|sluice_decisions_total/);
  });

  // The shape of what players of TPStreams may ask here, and for a router that cuts at `#` an address of the admin's.
  test.each(["/api/v1/splay#/assets/x", "/api/v1/splay#/assets/x/", "/gate/api/v1/splay#/assets/x/aes_key"])(
    "lets no fragment stand in for the rest of an address: %s makes no token",
    async target => {
      const answer = await rawRequest(server.url, {
        method: "POST",
        target,
        headers: [["x-bintu-apikey", ADMIN_KEY]],
        body: JSON.stringify({ streams: ["demo/clip"] }),
      });
      expect(answer).toMatchObject({ status: 404, json: { reason: "not-found" } });
      expect(answer.body).not.toMatch(/eyJ/);
    },
  );

  test("says that it is well, plays, and opens sessions for pages", async () => {
    expect(await ask(server.url, "GET", "/v1/health")).toMatchObject({ status: 200, json: { status: "ok" } });
    const viewer = createViewer(server);
    const { token } = await server.mint({ kind: "access" });
    const entry = await viewer.ask(`/gate/demo/clip/index.m3u8?token=${token}`);
    expect(entry.status).toBe(200);
    expect((await viewer.ask(sessionPath(entry))).status).toBe(200);
    const body = JSON.stringify({ token, stream: "demo/clip" });
    expect((await ask(server.url, "POST", "/gate/s", body)).status).toBe(201);
    const handed = await server.mint({ kind: "access", delegation: { depth: 1 } });
    const handOn = (text: string) =>
      rawRequest(server.url, {
        method: "POST",
        target: "/gate/v1/delegations",
        headers: [
          ["authorization", `Bearer ${text}`],
          ["content-type", "application/json"],
        ],
        body: "{}",
      });
    expect((await handOn(handed.token)).status).toBe(201);
    expect((await handOn(ADMIN_KEY)).status).toBe(403);
    const page = await viewer.ask(`/gate/demo/clip?token=${token}`, { headers: { accept: "text/html" } });
    expect(page.status).toBe(200);
    expect((await viewer.ask("/gate/player.js")).status).toBe(200);
  });
});

describe("the admin's listener", () => {
  test("serves the API, and prints the public address", async () => {
    expect(server.apiUrl).not.toBe(server.url);
    const { playback_url: page, urls } = await server.mint();
    for (const url of [page, ...Object.values(urls)])
      expect(url.startsWith(`${PUBLIC_URL}/demo/clip`)).toBe(true);
    expect(await ask(server.apiUrl, "GET", "/v1/health")).toMatchObject({ status: 200 });
    expect((await ask(server.apiUrl, "GET", "/v1/tokens")).json["items"]).toHaveLength(4);
    expect((await ask(server.apiUrl, "GET", "/metrics")).body).toContain("sluice_decisions_total");
    expect((await rawRequest(server.apiUrl, { target: "/v1/tokens" })).status).toBe(401);
  });

  test("answers 404 for streams, sessions and pages, and spends nothing", async () => {
    const { id, token } = await server.mint({ max_uses: 1 });
    const second = await server.mint({ kind: "access" });
    const viewer = createViewer(server);
    const session = sessionPath(await viewer.ask(`/demo/clip/index.m3u8?token=${second.token}`));
    const body = JSON.stringify({ token, stream: "demo/clip" });
    const asked: readonly (readonly [string, string, string?])[] = [
      ["GET", `/demo/clip/index.m3u8?token=${token}`],
      ["GET", `/gate/demo/clip/index.m3u8?token=${token}`],
      ["GET", `/a/demo/clip/index.m3u8?token=${token}`],
      ["GET", `/demo/clip?token=${token}`],
      ["GET", `/embed/demo/clip?token=${token}`],
      ["POST", "/s", body],
      ["GET", session],
      ["GET", "/player.js"],
      ["GET", "/nothing/at/all"],
      ["POST", `/demo/clip/whep?token=${token}`, "v=0"],
    ];
    for (const [method, target, content] of asked) {
      const { status, json } = await ask(server.apiUrl, method, target, content);
      expect({ target, status, reason: json["reason"] }).toEqual({
        target,
        status: 404,
        reason: "not-found",
      });
    }
    expect(server.output()).not.toContain(token);
    expect((await server.api("GET", `/v1/tokens/${id}`)).body).toMatchObject({ uses: 0 });
    expect((await viewer.ask(session)).status).toBe(200);
  });

  test("is no matter of the data folder's socket, which serves all", async () => {
    const listed = await runSluice(["token", "list"], { env: { SLUICE_DATA_DIR: server.dataDir } });
    expect(listed).toMatchObject({ code: 0, err: "" });
    expect(listed.out).toContain("demo/clip");
  });
});

test("an admin listener whose port is taken is one sentence, and the start leaves nothing behind", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void other.close());
  await once(other, "listening");
  const address = other.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const { dataDir, remove } = temporaryHome();
  onTestFinished(remove);
  const env = { SLUICE_PORT: "0", SLUICE_DATA_DIR: dataDir };
  const start = ["start", "--admin-listen", `127.0.0.1:${port}`];
  const { code, out, err } = await runSluice(start, { env });
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toMatch(
    /^Port \d+ on 127\.0\.0\.1 is in use by another program; choose another with --admin-listen or SLUICE_ADMIN_LISTEN\.\n$/,
  );
  const free = await startSluice({ dataDir, env: { SLUICE_ADMIN_LISTEN: "127.0.0.1:0" } });
  await free.stop();
  await expect(fetch(`${free.apiUrl}/v1/health`)).rejects.toThrow();
});
