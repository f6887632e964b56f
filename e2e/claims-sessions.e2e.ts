import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CatClaims } from "../packages/token/src/index.ts";
import { secretKey, signingKey } from "./claims/cat-keys.ts";
import { type ClaimsServer, startClaimsServer } from "./claims/claims-server.ts";
import { CAT_HEADER, createAsk, ENTRY, outcomeOf, usesOf } from "./claims/create-ask.ts";
import { freshCti, fromNow, makeCat } from "./claims/make-cat.ts";
import { createViewer, type Reply, sessionPath } from "./support/viewer.ts";

const mac = secretKey("HS256", "mac");
const pair = signingKey("pair");
/** No token of it lives longer than twelve seconds after it was made, renewed or not. */
const brief = secretKey("HS256", "brief", { caps: { longest_ttl_seconds: 12 } });
let running: ClaimsServer;

beforeAll(async () => {
  running = await startClaimsServer({
    publicUrl: "https://tv.example",
    keys: [mac, pair, brief],
    places: { "203.0.113.0/24": { country: "SE", asn: 64500 }, "198.51.100.0/24": { country: "US" } },
    settings: { token_redirect_hosts: ["auth.example.com"] },
  });
  // A segment that goes on for as long as somebody reads it.
  running.origin.set("/media/one/endless.ts", (_, response) => {
    response.writeHead(200, { "content-type": "video/mp2t" });
    const timer = setInterval(() => response.write(Buffer.alloc(1000)), 50);
    response.once("close", () => clearInterval(timer));
  });
});

afterAll(() => running.stop());

const asPlayer = createAsk(() => running.server);
const enter = (token: string, address?: string): Promise<Reply> =>
  asPlayer(ENTRY, { headers: { [CAT_HEADER]: token }, ...(address !== undefined && { address }) });

/** Where the session's manifest is; the media lies beside it. */
async function sessionOf(token: string): Promise<string> {
  const reply = await enter(token);
  expect(outcomeOf(reply)).toBe("allowed");
  return sessionPath(reply).replace(/[^/]*$/, "");
}

const until = (seconds: number) => setTimeout(Math.max(0, seconds * 1000 - Date.now()) + 50);

describe.concurrent("what changes with time", () => {
  test("a session ends at exp, and what it is being sent is cut off", async () => {
    const exp = fromNow(6);
    const below = await sessionOf(makeCat(mac, { exp }));
    const response = await createViewer(running.server).open(`${below}endless.ts`);
    expect(response.statusCode).toBe(200);
    const closed = new Promise(resolve => response.resume().once("close", resolve));
    response.on("error", () => undefined);
    expect((await asPlayer(`${below}seg-0.ts`)).status).toBe(200);
    await closed;
    const endedAt = Date.now() / 1000;
    expect(response.complete).toBe(false);
    expect(endedAt).toBeGreaterThanOrEqual(exp);
    expect(endedAt).toBeLessThan(exp + 3);
    expect(outcomeOf(await asPlayer(`${below}seg-1.ts`))).toBe("token-expired");
  });

  test("the same token opens nothing before nbf, and plays from then on", async () => {
    const nbf = fromNow(6);
    const cti = freshCti();
    const token = makeCat(mac, { nbf, cti, catreplay: 1 });
    expect(outcomeOf(await enter(token))).toBe("token-not-yet-valid");
    expect(await usesOf(running.server, cti)).toBe(0);
    await until(nbf);
    expect(outcomeOf(await enter(token))).toBe("allowed");
  });

  test("a verdict that is remembered does not outlive exp", async () => {
    const exp = fromNow(6);
    const token = makeCat(pair, { exp });
    expect(outcomeOf(await enter(token))).toBe("allowed");
    await until(exp);
    expect(outcomeOf(await enter(token))).toBe("token-expired");
  });

  test("a session that renews itself goes on beyond exp, and ends at the cap of its key", async () => {
    const made = fromNow(-3);
    const catr = { type: "automatic", expadd: 6, deadline: 2 };
    const below = await sessionOf(makeCat(brief, { exp: made + 7, iat: made, catr }));
    for (const second of [5, 7, 9]) {
      await until(made + second);
      expect((await asPlayer(`${below}seg-0.ts`)).status, `second ${second}`).toBe(200);
    }
    await until(made + 12);
    expect(outcomeOf(await asPlayer(`${below}seg-1.ts`))).toBe("token-expired");
  });

  test("a token that does not say when it was made is not renewed beyond the cap of its key", async () => {
    const exp = fromNow(6);
    const below = await sessionOf(makeCat(brief, { exp, catr: { type: "automatic", expadd: 60 } }));
    expect((await asPlayer(`${below}seg-0.ts`)).status).toBe(200);
    await until(exp);
    expect(outcomeOf(await asPlayer(`${below}seg-1.ts`))).toBe("token-expired");
  });

  test("whom chance has refused stays barred, with every token that has the same id, for as long as was said", async () => {
    const id = freshCti();
    const end = fromNow(6);
    expect(outcomeOf(await enter(makeCat(mac, { catpor: [1, id, end] })))).toBe("refused-by-chance");
    expect(outcomeOf(await enter(makeCat(mac, { catpor: [0, id, end] })))).toBe("refused-by-chance");
    expect(outcomeOf(await enter(makeCat(mac, { catpor: [0, freshCti(), end] })))).toBe("allowed");
    await until(end);
    expect(outcomeOf(await enter(makeCat(mac, { catpor: [0, id, end] })))).toBe("allowed");
  });
});

describe("under a session", () => {
  const places: readonly (readonly [string, CatClaims, string])[] = [
    ["catnip", { catnip: ["203.0.113.0/24"] }, "ip-not-allowed"],
    ["catnip with a system", { catnip: [64500] }, "context-missing"],
    ["catgeoiso3166", { catgeoiso3166: ["SE"] }, "country-not-allowed"],
  ];

  test.each(places)(
    "%s is judged again with every manifest, for the address of then",
    async (_, claims, reason) => {
      const below = await sessionOf(makeCat(mac, claims));
      const moved = { address: "198.51.100.7" };
      expect(outcomeOf(await asPlayer(`${below}index.m3u8`))).toBe("allowed");
      expect(outcomeOf(await asPlayer(`${below}index.m3u8`, moved))).toBe(reason);
      expect(outcomeOf(await asPlayer(`${below}seg-0.ts`, moved))).toBe("allowed");
    },
  );

  test("method, headers and protocol are of the entry alone", async () => {
    const claims = { catm: ["GET"], cath: { "x-a": { exact: "1" } }, catalpn: ["h2"] };
    const headers = { "x-a": "1", "x-client-alpn": "h2", [CAT_HEADER]: makeCat(mac, claims) };
    const below = sessionPath(await asPlayer(ENTRY, { headers })).replace(/[^/]*$/, "");
    expect(outcomeOf(await asPlayer(`${below}index.m3u8`))).toBe("allowed");
  });

  test("a player that reloads a live MPD goes on in its session, with a token for one use and a chance of none", async () => {
    const cti = freshCti();
    const token = makeCat(mac, { cti, catreplay: 1, catpor: [0, cti] });
    const reload = (agent: string) => asPlayer(`/tv/now/manifest.mpd?CAT=${token}`, { agent });
    const first = sessionPath(await reload("Dash/1"));
    for (const _ of [1, 2, 3]) expect(sessionPath(await reload("Dash/1"))).toBe(first);
    expect(outcomeOf(await reload("Dash/2"))).toBe("token-already-used");
    expect(await usesOf(running.server, cti)).toBe(1);
  });

  test("a token that is sent along is not looked at", async () => {
    const below = await sessionOf(makeCat(mac));
    const reply = await asPlayer(`${below}index.m3u8`, {
      headers: { [CAT_HEADER]: makeCat(mac, { exp: 1 }) },
    });
    expect(outcomeOf(reply)).toBe("allowed");
  });
});

describe("uses", () => {
  test("of fifty at the same time one is let in with catreplay 1, also in other texts of the same token", async () => {
    const claims = { cti: freshCti(), exp: fromNow(600), catreplay: 1 as const };
    const texts = [
      makeCat(mac, claims),
      makeCat(mac, claims, { cwtTag: false }),
      makeCat(mac, claims, { kidIn: "unprotected" }),
    ];
    const replies = await Promise.all(
      Array.from({ length: 50 }, (_, index) => enter(texts[index % texts.length] ?? "")),
    );
    const outcomes = replies.map(outcomeOf);
    expect(outcomes.filter(outcome => outcome === "allowed")).toHaveLength(1);
    expect(new Set(outcomes)).toEqual(new Set(["allowed", "token-already-used"]));
    expect(await usesOf(running.server, claims.cti)).toBe(1);
  });

  test("the same cti of another key is another token", async () => {
    const claims = { cti: freshCti(), catreplay: 1 as const };
    for (const key of [mac, pair]) expect(outcomeOf(await enter(makeCat(key, claims)))).toBe("allowed");
  });

  test("catreplay 2 lets a token in again, and says so", async () => {
    const cti = freshCti();
    const token = makeCat(mac, { cti, catreplay: 2 });
    const before = await reused();
    const refs: string[] = [];
    for (const _ of [1, 2, 3]) {
      const reply = await enter(token);
      expect(outcomeOf(reply)).toBe("allowed");
      refs.push(String(reply.headers["sluice-ref"]));
    }
    expect(await usesOf(running.server, cti)).toBe(3);
    expect(await reused()).toBe(before + 2);
    expect(await Promise.all(refs.map(rulesOf))).toMatchObject([
      expect.not.arrayContaining(["reuse"]),
      expect.arrayContaining(["reuse"]),
      expect.arrayContaining(["reuse"]),
    ]);
  });

  test("catreplay 0 lets a token in again and says nothing", async () => {
    const token = makeCat(mac, { catreplay: 0 });
    const before = await reused();
    for (const _ of [1, 2]) expect(outcomeOf(await enter(token))).toBe("allowed");
    expect(await reused()).toBe(before);
  });

  async function reused(): Promise<number> {
    const headers = { authorization: "Bearer test-admin-key-0123456789" };
    const text = await (await fetch(`${running.server.url}/metrics`, { headers })).text();
    return Number(/^sluice_tokens_reused_total (\d+)$/m.exec(text)?.[1] ?? Number.NaN);
  }

  async function rulesOf(ref: string): Promise<readonly string[]> {
    const { status, body } = await running.server.api("GET", `/v1/decisions/${ref}`);
    expect(status).toBe(200);
    return (body.rules as readonly { readonly rule: string }[]).map(({ rule }) => rule);
  }
});

describe("catpor", () => {
  test("a half refuses about half of them", async () => {
    const tokens = Array.from({ length: 60 }, () => makeCat(mac, { catpor: [0.5, freshCti(), fromNow(60)] }));
    const outcomes = (await Promise.all(tokens.map(token => enter(token)))).map(outcomeOf);
    const refused = outcomes.filter(outcome => outcome === "refused-by-chance").length;
    expect(new Set(outcomes)).toEqual(new Set(["allowed", "refused-by-chance"]));
    // Outside of these bounds once in fifty million runs.
    expect(refused).toBeGreaterThan(9);
    expect(refused).toBeLessThan(51);
  });
});

describe("catif", () => {
  const answering = (answer: Record<string, unknown>, more: CatClaims = {}) => {
    const claims = { catnip: ["198.51.100.0/24"], catif: [{ claims: [311], ...answer }], ...more };
    return makeCat(mac, claims as CatClaims);
  };

  test("a status and headers of a short list are answered, and the token is not spent", async () => {
    const cti = freshCti();
    const headers = { "Retry-After": "7", "Set-Cookie": "a=b", "X-Evil": "1", Link: "<https://a.example>" };
    const token = answering({ status: 429, headers }, { cti, catreplay: 1 });
    const reply = await enter(token);
    expect(reply).toMatchObject({ status: 429, text: "" });
    expect(reply.headers["retry-after"]).toBe("7");
    expect(reply.headers["set-cookie"]).toBeUndefined();
    expect(reply.headers["x-evil"]).toBeUndefined();
    expect(reply.headers["sluice-ref"]).toMatch(/./);
    expect(await usesOf(running.server, cti)).toBe(0);
    expect(outcomeOf(await enter(token, "198.51.100.7"))).toBe("allowed");
  });

  test.each([
    ["a status of success", { status: 200, headers: {} }],
    ["a status of servers", { status: 500, headers: {} }],
    ["a redirect to nowhere", { status: 302, headers: {} }],
    [
      "a redirect below an allowed host's name",
      {
        status: 302,
        headers: { Location: "https://auth.example.com.evil.example/" },
      },
    ],
    ["a redirect in plain HTTP", { status: 302, headers: { Location: "http://auth.example.com/" } }],
  ])("%s is not answered", async (_, answer) => {
    expect(await enter(answering(answer))).toMatchObject({ status: 403, reason: "ip-not-allowed" });
  });

  test("a line break in a name or a value drops that header alone", async () => {
    const headers = { "Link\r\nSet-Cookie": "a=b", Link: "<a>\r\nSet-Cookie: a=b", "Retry-After": "3" };
    const reply = await enter(answering({ status: 403, headers }));
    expect(reply.headers["retry-after"]).toBe("3");
    expect([reply.headers.link, reply.headers["set-cookie"]]).toEqual([undefined, undefined]);
  });

  test("a redirect may carry a new token, signed by the key that vouched, for a day at most", async () => {
    const carrying = (exp: number, kid?: string) =>
      answering({
        status: 302,
        headers: {
          Location: {
            urlPrefix: "https://auth.example.com/renew?CAT=",
            claims: [
              [1, null],
              [4, exp],
              [6, null],
            ],
          },
        },
        ...(kid !== undefined && { kid }),
      });
    const reply = await enter(carrying(fromNow(60)));
    expect(reply.status).toBe(302);
    const [, carried = ""] = /^https:\/\/auth\.example\.com\/renew\?CAT=([\w-]+)$/.exec(
      String(reply.headers.location),
    ) ?? [""];
    expect(outcomeOf(await enter(carried))).toBe("allowed");
    for (const other of [carrying(fromNow(90_000)), carrying(fromNow(60), "pair")]) {
      expect(await enter(other)).toMatchObject({ status: 403, reason: "ip-not-allowed" });
    }
  });
});

describe("what is changed on the way", () => {
  test("any byte of a token with one bit flipped refuses, and none of them is a use of it", async () => {
    const cti = freshCti();
    const bytes = Buffer.from(makeCat(mac, { cti, catreplay: 1, catm: ["GET"] }), "base64url");
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      const reply = await enter(changed.toString("base64url"), `203.0.113.${at % 250}`);
      expect(reply.status, `bit ${at % 8} of byte ${at}`).toBe(403);
    }
    expect(await usesOf(running.server, cti)).toBe(0);
    expect(outcomeOf(await enter(bytes.toString("base64url")))).toBe("allowed");
  });
});
