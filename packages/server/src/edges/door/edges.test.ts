import { afterEach, describe, expect, test } from "vitest";
import { cookieOf, type EdgeDoorOptions, openEdgeDoor } from "../testing/edge-door.ts";

let door: Awaited<ReturnType<typeof openEdgeDoor>>;

afterEach(() => door.close());

async function open(options: EdgeDoorOptions = {}) {
  door = await openEdgeDoor(options);
  return door;
}

const CLIP = "/demo/clip/index.m3u8";
const SEGMENT = "/demo/clip/v0/seg-1.m4s";

describe("a request without a session", () => {
  test("is asked for a token, whatever it is for", async () => {
    const { asNginx } = await open();
    for (const uri of [CLIP, SEGMENT, "/demo/clip", "/demo/nowhere/a.ts", "/", "/nobody/x/index.m3u8"]) {
      const answer = await asNginx(uri);
      expect([answer.status, answer.reason], uri).toEqual([401, "token-missing"]);
      expect(answer.headers["www-authenticate"]).toBe('Bearer realm="sluice"');
    }
  });

  test("spends a use with the answer and is given the cookie of its session, for its stream's folder alone", async () => {
    const { flow, asNginx } = await open({ settings: [{ prefix: "/hls" }] });
    const { text } = await flow.mint({ user: "ann" });
    const answer = await asNginx(`/hls${CLIP}?token=${text}`);
    expect(answer).toMatchObject({ status: 200, body: "", reason: "" });
    const [session] = [...flow.sessions.live()];
    const { id, capSeconds = 0, startedAtSeconds = 0, door: where } = session?.record ?? {};
    expect(where).toBe("edge");
    expect(answer.headers).toMatchObject({
      "cache-control": "private, max-age=0",
      "x-auth-subject": "ann",
      "x-auth-stream": "demo/clip",
      "x-auth-session": id,
      "x-auth-expires": String(capSeconds),
      "sluice-ref": "REF",
    });
    expect(answer.headers["set-cookie"]).toEqual([
      `sluice_session=${session?.handle}; Path=/hls/demo/clip/; Max-Age=${capSeconds - startedAtSeconds}; HttpOnly; SameSite=Lax`,
    ]);
  });

  test("over TLS gets a cookie that other sites' players may send", async () => {
    const { flow, asNginx } = await open();
    const { text } = await flow.mint();
    const answer = await asNginx(`${CLIP}?token=${text}`, { "x-original-proto": "https" });
    expect(answer.headers["set-cookie"]?.[0]).toMatch(/; HttpOnly; SameSite=None; Secure$/);
  });

  test.each([
    ["a header", CLIP, (text: string) => ({ authorization: `Bearer ${text}` })],
    ["a cookie", CLIP, (text: string) => ({ cookie: `sluice_token=${text}` })],
    ["its query", `${CLIP}?x=1&access_token=TOKEN`, () => ({})],
  ])("may carry its token in %s", async (_where, uri, headers) => {
    const { flow, asNginx } = await open();
    const { text } = await flow.mint();
    expect((await asNginx(uri.replace("TOKEN", text), headers(text))).status).toBe(200);
  });

  test.each([
    ["HEAD", {}, 200, ""],
    ["GET", { "sec-purpose": "prefetch" }, 403, "prefetch-refused"],
    ["GET", { "user-agent": "TelegramBot (like TwitterBot)" }, 403, "prefetch-refused"],
    ["POST", {}, 403, "method-not-allowed"],
    ["OPTIONS", {}, 403, "method-not-allowed"],
    ["OPTIONS", { origin: "https://a.example", "access-control-request-method": "GET" }, 200, ""],
  ])("spends nothing by %s with %o", async (method, headers, status, reason) => {
    const { flow, asNginx } = await open();
    const { text } = await flow.mint();
    const answer = await asNginx(`${CLIP}?token=${text}`, { "x-original-method": method, ...headers });
    expect([answer.status, answer.reason]).toEqual([status, reason]);
    expect(answer.headers["set-cookie"]).toBeUndefined();
    expect(answer.headers["x-auth-session"]).toBe("");
    expect(flow.sessions.count()).toBe(0);
    expect((await asNginx(`${CLIP}?token=${text}`)).status).toBe(200);
  });

  test("is refused what its token does not open, and a token of another organization opens nothing", async () => {
    const { flow, asNginx } = await open();
    const { text } = await flow.mint();
    const foreign = await flow.mint({ target: { organization: true } }, "other");
    expect((await asNginx(`/demo/live/index.m3u8?token=${text}`)).reason).toBe("wrong-stream");
    expect((await asNginx(`${CLIP}?token=${foreign.text}`)).reason).toBe("token-unknown");
    expect((await asNginx(`${CLIP}?token=${text}x`)).status).toBe(403);
    expect((await asNginx(`${CLIP}?token=${text}&jwt=${foreign.text}`)).reason).toBe("tokens-conflict");
    expect((await asNginx(`${CLIP}?token=${text}`)).status).toBe(200);
  });

  test("is judged by the client's address, not by the edge's", async () => {
    const { flow, asNginx } = await open();
    const { text } = await flow.mint({ ip: ["203.0.113.0/24"] });
    expect((await asNginx(`${CLIP}?token=${text}`, { "x-real-ip": "198.51.100.1" })).reason).toBe(
      "ip-not-allowed",
    );
    expect((await asNginx(`${CLIP}?token=${text}`)).status).toBe(200);
  });
});

describe("a request with the cookie of its session", () => {
  async function playing(grant = {}) {
    const opened = await open();
    const token = await opened.flow.mint(grant);
    const cookie = cookieOf(await opened.asNginx(`${CLIP}?token=${token.text}`));
    return { ...opened, token, cookie };
  }

  test("goes on without a token, and the edge may remember that for a second", async () => {
    const { flow, asNginx, cookie } = await playing();
    flow.pass(30);
    for (const uri of [CLIP, SEGMENT, "/demo/clip/a0/init.mp4"]) {
      const answer = await asNginx(uri, { cookie: `x=1; ${cookie}` });
      expect([answer.status, answer.headers["cache-control"]]).toEqual([200, "private, max-age=1"]);
      expect(answer.headers["set-cookie"]).toBeUndefined();
    }
    expect(flow.sessions.count()).toBe(1);
  });

  test("of a token that others were made from, is asked about with each request", async () => {
    const { flow, asNginx } = await open();
    const { text } = await flow.mint({ kind: "access" });
    const cookie = cookieOf(await asNginx(`${CLIP}?token=${text}`));
    const [session] = [...flow.sessions.live()];
    if (session) session.record = { ...session.record, lineage: ["st_parent"] };
    expect((await asNginx(SEGMENT, { cookie })).headers["cache-control"]).toBe("private, max-age=0");
  });

  test("may be fetched ahead, which opens nothing new", async () => {
    const { asNginx, cookie } = await playing();
    expect((await asNginx(SEGMENT, { cookie, "sec-purpose": "prefetch" })).status).toBe(200);
  });

  test("opens no other stream, and nobody else's player", async () => {
    const { asNginx, cookie } = await playing();
    expect((await asNginx("/demo/live/seg.ts", { cookie })).reason).toBe("handle-wrong-stream");
    expect((await asNginx(SEGMENT, { cookie, "x-real-ip": "198.51.100.1" })).reason).toBe("session-shared");
    expect((await asNginx(SEGMENT, { cookie, "user-agent": "other/1" })).reason).toBe("session-shared");
    expect((await asNginx(SEGMENT, { cookie: "sluice_session=made-up" })).reason).toBe("handle-invalid");
    expect((await asNginx(SEGMENT, { cookie })).status).toBe(200);
  });

  test("is refused with its next request once the token is revoked", async () => {
    const { flow, asNginx, cookie, token } = await playing();
    const { endedSessionIds } = await flow.store.revokeToken("demo", token.id, Math.floor(flow.now() / 1000));
    flow.sessions.markEnded(endedSessionIds, "revoked");
    expect((await asNginx(SEGMENT, { cookie })).reason).toBe("token-revoked");
    expect((await asNginx(`${CLIP}?token=${token.text}`, { cookie })).reason).toBe("token-revoked");
  });

  test("that is over enters anew by the token that comes with it", async () => {
    const { flow, asNginx, cookie } = await playing();
    const second = await flow.mint();
    flow.pass(7 * 3600);
    expect((await asNginx(SEGMENT, { cookie })).reason).toBe("session-expired");
    const answer = await asNginx(`${CLIP}?token=${second.text}`, { cookie });
    expect(answer.status).toBe(200);
    expect(cookieOf(answer)).not.toBe(cookie);
  });

  test("may carry cookies of several streams", async () => {
    const { flow, asNginx, cookie } = await playing();
    const { text } = await flow.mint({ target: { streams: ["demo/live"] } });
    const other = cookieOf(await asNginx(`/demo/live/index.m3u8?token=${text}`));
    expect((await asNginx(SEGMENT, { cookie: `${other}; ${cookie}` })).status).toBe(200);
  });

  test("under the handle in its path needs no cookie, and its token is not read", async () => {
    const { flow, asNginx, cookie } = await playing();
    const handle = cookie.split("=")[1];
    expect((await asNginx(`/s/${handle}${SEGMENT}`)).status).toBe(200);
    expect((await asNginx(`/s/${handle}/demo/live/seg.ts`)).reason).toBe("handle-wrong-stream");
    const fresh = await flow.mint();
    expect((await asNginx(`/s/made-up${CLIP}?token=${fresh.text}`)).reason).toBe("handle-invalid");
    expect((await asNginx("/s")).reason).toBe("token-missing");
  });
});

describe("a client that sends its token each time", () => {
  test("plays in one session with a token that opens once, and nobody else does", async () => {
    const { flow, asNginx } = await open();
    const { text } = await flow.mint();
    const uris = [CLIP, ...Array.from({ length: 30 }, (_, at) => `/demo/clip/v0/seg-${at}.m4s`)];
    const answers = await Promise.all(uris.map(uri => asNginx(`${uri}?token=${text}`)));
    expect(answers.map(({ status }) => status)).toEqual(uris.map(() => 200));
    flow.pass(60);
    const elsewhere = { "x-real-ip": "198.51.100.1" };
    expect((await asNginx(`${SEGMENT}?token=${text}`, elsewhere)).reason).toBe("token-already-used");
    const other = { "user-agent": "other/1" };
    expect((await asNginx(`${SEGMENT}?token=${text}`, other)).reason).toBe("token-already-used");
    expect((await asNginx(`${SEGMENT}?token=${text}`)).status).toBe(200);
    expect(flow.sessions.count()).toBe(1);
  });

  test("is judged by its network with each playlist, and is refused when the token is revoked", async () => {
    const { flow, asNginx } = await open();
    const token = await flow.mint({ kind: "access" });
    expect((await asNginx(`${CLIP}?token=${token.text}`)).status).toBe(200);
    const { endedSessionIds } = await flow.store.revokeToken("demo", token.id, Math.floor(flow.now() / 1000));
    flow.sessions.markEnded(endedSessionIds, "revoked");
    expect((await asNginx(`${CLIP}?token=${token.text}`)).reason).toBe("token-revoked");
  });
});

describe("the path of the original request", () => {
  test("lies below the prefix, and what lies elsewhere opens with nothing", async () => {
    const { flow, asNginx } = await open({ settings: [{ prefix: "/media/hls" }] });
    const { text } = await flow.mint({ kind: "access", target: { organization: true } });
    expect((await asNginx(`/media/hls${CLIP}?token=${text}`)).status).toBe(200);
    for (const uri of [CLIP, `/media${CLIP}`, `/media/hls2${CLIP}`]) {
      expect((await asNginx(`${uri}?token=${text}`, { "user-agent": uri })).status, uri).toBe(403);
    }
  });

  test("may leave the application out where one is configured", async () => {
    const { flow, asNginx } = await open({ settings: [{ prefix: "/hls", application: "demo" }] });
    const { text } = await flow.mint();
    const answer = await asNginx(`/hls/clip/index.m3u8?token=${text}`);
    expect(answer.headers["x-auth-stream"]).toBe("demo/clip");
    expect(answer.headers["set-cookie"]?.[0]).toContain("; Path=/hls/clip/;");
  });

  test.each([
    "/demo/live/../clip/index.m3u8",
    "/demo//clip/index.m3u8",
    "/demo/clip%2findex.m3u8",
    "/demo/%2e%2e/demo/clip/index.m3u8",
    "/demo/clip/%252e%252e/x.m3u8",
    "/demo/clip\\index.m3u8",
    "demo/clip/index.m3u8",
    "http://edge.example/demo/clip/index.m3u8",
  ])("is refused when two programs could read it in two ways: %s", async uri => {
    const { flow, asNginx } = await open();
    const { text } = await flow.mint();
    const answer = await asNginx(`${uri}?token=${text}`);
    expect([answer.status, answer.reason]).toEqual([403, "path-ambiguous"]);
    expect(flow.sessions.count()).toBe(0);
  });
});

describe("an answer", () => {
  test.each([
    ["nginx", "/verify/nginx", 300, 403],
    ["envoy", `/verify/envoy${CLIP}?token=t`, 150, 403],
  ])(
    "to %s is there in time although the store hangs, and lets nobody in",
    async (_kind, path, patience, status) => {
      const never = new Promise<never>(() => undefined);
      const { ask, refused } = await open({ replaced: { checkAccess: () => never } });
      const from = performance.now();
      const elsewhere = new Promise(resolve => setTimeout(resolve, patience)).then(
        () => performance.now() - from,
      );
      const headers = { "x-forwarded-for": "203.0.113.7", "x-forwarded-proto": "http" };
      const nginx = {
        "x-original-uri": `${CLIP}?token=t`,
        "x-original-method": "GET",
        "x-original-proto": "http",
      };
      const own = path === "/verify/nginx" ? { ...nginx, "x-real-ip": "203.0.113.7" } : headers;
      const answer = await ask(path, own);
      expect([answer.status, answer.reason]).toEqual([status, "store-unavailable"]);
      const waited = performance.now() - from;
      // A machine that does other things runs every timer late.
      expect(waited).toBeLessThan((await elsewhere) + patience);
      expect(refused).toMatchObject([
        { reason: "store-unavailable", request: { ip: "203.0.113.7", door: "edge" } },
      ]);
    },
  );

  test("is a refusal when something of ours is broken, and the fault is told", async () => {
    const fault = new Error("broken");
    const { asNginx, faults } = await open({ replaced: { checkAccess: () => Promise.reject(fault) } });
    expect((await asNginx(`${CLIP}?token=t`)).reason).toBe("store-unavailable");
    expect(faults).toEqual([fault]);
  });
});
