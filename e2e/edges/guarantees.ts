import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EdgeStage, type StartEdge, startStage } from "./edge-stage.ts";
import { edgeViewer, playThrough } from "./viewer.ts";

const ENTRY = "/hls/demo/clip/index.m3u8";
const SEGMENT = "/hls/demo/clip/v0/seg-3.m4s";
/** A revocation holds with the next request; one second is for a slow machine. */
const REVOKED_MILLISECONDS = 1_000;

/** What differs between edges by their nature. */
export interface EdgeTraits {
  readonly kind: string;
  readonly start: StartEdge;
  /** Of a request that Sluice does not answer. */
  readonly whenSilent: number;
  /** True when the files come from a server behind it, which must see no credential. */
  readonly hasServerBehind: boolean;
}

/** What every edge promises with the files of deploy/edges/, tried with the real program. */
export function edgeGuarantees({ kind, start, whenSilent, hasServerBehind }: EdgeTraits): void {
  let stage: EdgeStage;
  const secrets: string[] = [];

  beforeAll(async () => {
    stage = await startStage(kind, start);
  });
  afterAll(() => stage.stop());

  /** A token whose text no log may hold. */
  const mint = async (grant = {}) => {
    const token = await stage.sluice.mint(grant);
    secrets.push(token.token);
    return token;
  };
  const viewer = (options?: Parameters<typeof edgeViewer>[1]) => edgeViewer(stage.edge.url, options);

  describe("with a token", () => {
    test("FFmpeg plays to the end, by the cookie that it is given", async () => {
      const { token, id } = await mint();
      const played = await playThrough(`${stage.edge.url}${ENTRY}?token=${token}`);
      expect(played.complaints, stage.edge.logs().slice(-2_000)).not.toMatch(/40[13]|HTTP error/);
      expect(played.seconds).toBeGreaterThan(60);
      expect(played.code).toBe(0);
      const { body } = await stage.sluice.api("GET", `/v1/sessions?token=${id}`);
      expect(body).toMatchObject({ items: [{ door: "edge", stream: "demo/clip" }] });
    });

    test("that opens once, a second player is refused and the first plays on", async () => {
      const { token } = await mint();
      const [first, second] = [viewer(), viewer({ agent: "viewer/2" })];
      expect((await first.get(`${ENTRY}?token=${token}`)).status).toBe(200);
      secrets.push(first.cookie().split("=")[1] ?? "");
      expect((await second.get(`${ENTRY}?token=${token}`)).status).toBe(403);
      const elsewhere = viewer({ from: "127.9.0.1" });
      expect((await elsewhere.get(`${ENTRY}?token=${token}`)).status).toBe(403);
      expect((await elsewhere.get(SEGMENT, { cookie: first.cookie() })).status).toBe(403);
      const media = await first.get(SEGMENT);
      expect([media.status, media.text.length > 1000]).toEqual([200, true]);
    });

    test("under the handle in its path, the same files are found", async () => {
      const { token } = await mint();
      const asking = viewer();
      await asking.get(`${ENTRY}?token=${token}`);
      const handle = asking.cookie().split("=")[1] ?? "";
      secrets.push(handle);
      const fresh = viewer();
      expect((await fresh.get(`/hls/s/${handle}/demo/clip/v0/seg-3.m4s`)).status).toBe(200);
      expect((await fresh.get(`/hls/s/${handle}/demo/live/index.m3u8`)).status).toBe(403);
    });

    test("that is signed, it opens in the query, and in the path it leads nowhere", async () => {
      const { token } = await mint({ kind: "jwt" });
      const opened = viewer();
      await opened.get(`${ENTRY}?token=${token}`);
      const handle = opened.cookie().split("=")[1] ?? "";
      secrets.push(handle);
      const inPath = [
        `/hls/${token}/demo/clip/index.m3u8`,
        `${ENTRY};URISigningPackage=${token}`,
        `${ENTRY}%3bURISigningPackage=${token}`,
        `/hls/s/${handle}/${token}/demo/clip/index.m3u8`,
        `/hls/s/${handle}/demo/clip/index.m3u8;URISigningPackage=${token}`,
      ];
      for (const path of inPath) expect((await viewer().get(path)).status, path).toBe(404);
      expect((await viewer().get(`${ENTRY}?token=${token}`)).text).toContain("#EXTM3U");
    });

    test("sent with each request, there is one session and no cookie is needed", async () => {
      const { token, id } = await mint();
      for (const path of [ENTRY, SEGMENT, "/hls/demo/clip/v0/seg-4.m4s", "/hls/demo/clip/v0/index.m3u8"]) {
        expect((await viewer().get(path, { authorization: `Bearer ${token}` })).status, path).toBe(200);
        expect((await viewer().get(`${path}?token=${token}`)).status, path).toBe(200);
      }
      const { body } = await stage.sluice.api("GET", `/v1/sessions?token=${id}`);
      expect(body).toHaveProperty("items.length", 1);
    });

    test("that is revoked in the middle, the next request is refused", async () => {
      const { token, id } = await mint();
      const playing = viewer();
      expect((await playing.get(`${ENTRY}?token=${token}`)).status).toBe(200);
      expect((await playing.get(SEGMENT)).status).toBe(200);
      expect((await stage.sluice.api("DELETE", `/v1/tokens/${id}`)).status).toBe(204);
      const revoked = performance.now();
      while ((await playing.get(SEGMENT)).status === 200) {
        expect(performance.now() - revoked).toBeLessThan(REVOKED_MILLISECONDS);
      }
      expect((await playing.get(SEGMENT)).status).toBe(403);
      expect((await playing.get(`${ENTRY}?token=${token}`)).status).toBe(403);
    });

    test("HEAD spends nothing, and neither does a preflight", async () => {
      const { token, id } = await mint();
      expect((await viewer().get(`${ENTRY}?token=${token}`, {}, "HEAD")).status).toBe(200);
      const preflight = { origin: "https://a.example", "access-control-request-method": "GET" };
      const answer = await viewer().get(`${ENTRY}?token=${token}`, preflight, "OPTIONS");
      expect([answer.status, answer.headers["access-control-allow-origin"]]).toEqual([204, "*"]);
      expect((await stage.sluice.api("GET", `/v1/tokens/${id}`)).body).toMatchObject({ uses: 0 });
    });
  });

  describe("without a good token", () => {
    test("a playlist and a segment are refused with 401", async () => {
      for (const path of [ENTRY, SEGMENT]) {
        const answer = await viewer().get(path);
        expect(answer.status, path).toBe(401);
        expect(answer.headers["www-authenticate"]).toContain("Bearer");
        expect(answer.headers["access-control-allow-origin"]).toBe("*");
        expect(answer.headers["sluice-ref"]).toMatch(/^[0-9A-Z]{10}$/);
      }
    });

    test("a token that is none, and one of another stream, are refused with 403", async () => {
      const other = await mint({ target: { streams: ["demo/live"] } });
      for (const token of ["st_nonsense", other.token]) {
        expect((await viewer().get(`${ENTRY}?token=${token}`)).status).toBe(403);
        expect((await viewer().get(SEGMENT, { cookie: `sluice_session=${token}` })).status).toBe(403);
      }
    });

    test.each([
      "/hls/demo/live/../clip/index.m3u8",
      "/hls/demo//clip/index.m3u8",
      "/hls/demo/live/%2e%2e/clip/index.m3u8",
      "/hls/demo/clip%2findex.m3u8",
      "//hls/demo/clip/index.m3u8",
      "/hls/../hls/demo/clip/index.m3u8",
    ])("no other spelling of an address opens it: %s", async path => {
      const { token } = await mint({ kind: "access", target: { streams: ["demo/live"] } });
      const opened = await viewer().get(path, { authorization: `Bearer ${token}` });
      expect(opened.status).toBeGreaterThanOrEqual(300);
      expect(opened.text).not.toContain("#EXTM3U");
    });

    test("headers that only the edge writes do nothing when a client sends them", async () => {
      const { token } = await mint({ kind: "access", ip: ["203.0.113.0/24"] });
      const uri = `${ENTRY}?token=${token}`;
      const names = ["x-original-uri", "x-forwarded-uri", "x-rewrite-url", "x-original-url"];
      const addresses = ["x-real-ip", "x-forwarded-for", "x-client-ip", "forwarded"];
      for (const name of names) expect((await viewer().get(ENTRY, { [name]: uri })).status, name).toBe(401);
      for (const name of addresses) {
        expect((await viewer().get(uri, { [name]: "203.0.113.7" })).status, name).toBe(403);
        expect((await viewer().get(uri, { [name]: ["203.0.113.7", "127.0.0.1"] })).status, name).toBe(403);
      }
      const named = "X-Original-URI, X-Original-Method, X-Real-IP, X-Forwarded-For, X-Forwarded-Uri";
      const dropping = { connection: `close, ${named}`, "x-real-ip": "203.0.113.7", "x-original-uri": uri };
      expect((await viewer().get(uri, dropping)).status).not.toBe(200);
      expect((await viewer().get(ENTRY, dropping)).status).not.toBe(200);
      const verdict = { "x-sluice-verdict": "allowed", "x-auth-session": "x", "x-auth-reason": "" };
      expect((await viewer().get(ENTRY, verdict)).status).toBe(401);
      expect((await viewer().get(ENTRY, { "x-original-method": "OPTIONS" })).status).toBe(401);
      expect((await viewer().get(ENTRY, { "x-forwarded-method": "OPTIONS" })).status).toBe(401);
    });

    test("a client's own cookie under the name of the edge's is not handed back to it", async () => {
      const { token } = await mint({ kind: "access" });
      const authorization = `Bearer ${token}`;
      const client = viewer();
      await client.get(ENTRY, { authorization });
      const answer = await client.get(SEGMENT, { "x-sluice-cookie": "sluice_session=forged; Path=/" });
      expect([answer.status, answer.headers["set-cookie"]]).toEqual([200, undefined]);
    });
  });

  if (hasServerBehind) {
    test("nobody leads the server behind to another protocol, whose requests nobody would be asked about", async () => {
      const { token } = await mint({ kind: "access" });
      for (const upgrade of ["h2c", "websocket"]) {
        const headers = { connection: "Upgrade, HTTP2-Settings", upgrade, "http2-settings": "AAMAAABk" };
        await viewer().get(`/hls/demo/clip/v0/seg-5.m4s?token=${token}`, headers);
      }
      const heard = stage.media.asked.filter(({ url }) => url.endsWith("/seg-5.m4s"));
      expect(heard.length).toBeGreaterThan(0);
      expect(JSON.stringify(heard)).not.toContain('"upgrade"');
    });

    test("the server behind hears of no token, no handle and no cookie", () => {
      expect(stage.media.asked.length).toBeGreaterThan(10);
      const heard = JSON.stringify(stage.media.asked);
      for (const secret of secrets) expect(heard).not.toContain(secret);
      expect(heard).not.toMatch(/"cookie"|"authorization"|"referer"|token=/);
    });
  }

  test("its logs hold requests and refusals, and neither tokens nor handles", async () => {
    await expect.poll(() => stage.edge.logs(), { timeout: 5_000 }).toContain("/hls/demo/clip/v0/seg-3.m4s");
    await new Promise(resolve => setTimeout(resolve, 1_000));
    const logs = stage.edge.logs();
    expect(secrets.length).toBeGreaterThan(8);
    for (const secret of secrets) expect(logs).not.toContain(secret);
    expect(logs).not.toContain("token=");
  });

  test("while Sluice hangs or is away nobody gets in, and the logs still hold no token", async () => {
    const { token } = await mint({ kind: "access" });
    const playing = viewer();
    expect((await playing.get(`${ENTRY}?token=${token}`)).status).toBe(200);
    stage.sluice.process.kill("SIGSTOP");
    try {
      expect((await playing.get(SEGMENT)).status).toBeGreaterThanOrEqual(500);
    } finally {
      stage.sluice.process.kill("SIGCONT");
    }
    await expect.poll(async () => (await playing.get(SEGMENT)).status, { timeout: 10_000 }).toBe(200);
    await stage.sluice.kill();
    expect((await playing.get(SEGMENT)).status).toBe(whenSilent);
    expect((await viewer().get(`${ENTRY}?token=${token}`)).status).toBe(whenSilent);
    expect((await viewer().get(ENTRY)).status).toBe(whenSilent);
    for (const secret of secrets) expect(stage.edge.logs()).not.toContain(secret);
  });
}
