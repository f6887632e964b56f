import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDpopSender } from "../packages/server/src/access/testing/dpop-sender.ts";
import { nodeSignatures } from "../packages/token/src/crypto/node.ts";
import { issueJwt } from "../packages/token/src/index.ts";
import { secretKey } from "./claims/cat-keys.ts";
import { type ClaimsServer, startClaimsServer } from "./claims/claims-server.ts";
import { CAT_HEADER, createAsk, ENTRY, outcomeOf, usesOf } from "./claims/create-ask.ts";
import { freshCti, fromNow, makeCat } from "./claims/make-cat.ts";
import { send } from "./support/origin-server.ts";
import type { Reply } from "./support/viewer.ts";

const PUBLIC_URL = "https://tv.example/media";
const key = secretKey("HS256", "held");
const uriKey = secretKey("HS256", "uri", { claim_map: "rfc9246" });
const holder = createDpopSender();
const texts: string[] = [];
let running: ClaimsServer;

beforeAll(async () => {
  running = await startClaimsServer({
    publicUrl: PUBLIC_URL,
    keys: [key, uriKey],
    settings: { token_redirect_hosts: ["*.auth.example"], dpop_nonce: true, log_level: "debug" },
  });
});

afterAll(() => running.stop());

const ask = createAsk(() => running.server);

/** Every text is looked for in what the server has printed, at the end. */
function cat(claims: Parameters<typeof makeCat>[1] = {}): string {
  const text = makeCat(key, claims);
  texts.push(text);
  return text;
}

/** The URL under the session that an entry has answered. */
function sessionPath({ text }: Reply): string {
  const [path = ""] = /\/media\/s\/[^\s"]+/.exec(text) ?? [];
  expect(path).not.toBe("");
  return path.slice("/media".length);
}

describe("a Common Access Token", () => {
  test.each([
    ["the standard's header", (text: string) => ask(ENTRY, { headers: { [CAT_HEADER]: text } })],
    ["a bearer", (text: string) => ask(ENTRY, { headers: { authorization: `Bearer ${text}` } })],
    ["?CAT=", (text: string) => ask(`${ENTRY}?CAT=${text}`)],
    ["?cat=", (text: string) => ask(`${ENTRY}?cat=${text}`)],
    [
      "its cookie",
      (text: string) => ask(ENTRY, { headers: { cookie: `a=b; CTA-Common-Access-Token=${text}` } }),
    ],
    ["Akamai's cookie", (text: string) => ask(ENTRY, { headers: { cookie: `Common-Access-Token=${text}` } })],
    ["the path", (text: string) => ask(`/${text}${ENTRY}`)],
    ["the path below /a/", (text: string) => ask(`/a/${text}${ENTRY}`)],
    ["the path below the base", (text: string) => ask(`/media/${text}${ENTRY}`)],
  ])("plays from %s, and its URL limits see the address without it", async (_, send) => {
    const path = { exact: "/media/cup/one/index.m3u8" };
    const text = cat({
      catu: { scheme: { exact: "https" }, host: { exact: "tv.example" }, path, query: { exact: "" } },
    });
    expect(outcomeOf(await send(text))).toBe("allowed");
  });

  test("one of six that is acceptable suffices, and it alone is used", async () => {
    const cti = freshCti();
    const good = cat({ cti });
    const others = Array.from({ length: 5 }, () => cat({ exp: fromNow(-1) }));
    const headers = { [CAT_HEADER]: [...others, good].join(", ") };
    expect(outcomeOf(await ask(ENTRY, { headers }))).toBe("allowed");
    expect(await usesOf(running.server, cti)).toBe(1);
  });

  test("several of which none is acceptable are refused for the first one's reason", async () => {
    const headers = { [CAT_HEADER]: [cat({ exp: fromNow(-1) }), cat({ catm: ["POST"] })].join(",") };
    expect(outcomeOf(await ask(ENTRY, { headers }))).toBe("token-expired");
  });

  test("more than eight, or one beside a token of another kind, are none to believe", async () => {
    const nine = Array.from({ length: 9 }, () => cat());
    expect(outcomeOf(await ask(ENTRY, { headers: { [CAT_HEADER]: nine.join(",") } }))).toBe(
      "tokens-conflict",
    );
    const { token } = await running.server.mint({ target: { streams: ["cup/one"] } });
    expect(outcomeOf(await ask(`${ENTRY}?token=${token}&CAT=${cat()}`))).toBe("tokens-conflict");
  });

  test("whoever writes the Host chooses nothing", async () => {
    const text = cat({ catu: { host: { exact: "other.example" } } });
    const headers = { [CAT_HEADER]: text, host: "other.example", "x-forwarded-host": "other.example" };
    expect(outcomeOf(await ask(ENTRY, { headers }))).toBe("uri-not-allowed");
  });

  test("headers of proxies count from the proxy alone", async () => {
    const text = cat({ catalpn: ["h2"] });
    const headers = { [CAT_HEADER]: text, "x-client-alpn": "h2" };
    expect(outcomeOf(await ask(ENTRY, { headers, peer: "127.0.0.2" }))).toBe("context-missing");
    expect(outcomeOf(await ask(ENTRY, { headers }))).toBe("allowed");
  });

  test("a session stays below the folder of its entry, or where the token opens", async () => {
    const narrow = cat({ catu: { path: { exact: "/media/cup/one/index.m3u8" } } });
    const agent = "Narrow/1";
    const entered = await ask(ENTRY, { headers: { [CAT_HEADER]: narrow }, agent });
    const below = sessionPath(entered);
    expect((await ask(below, { agent })).status).toBe(200);
    const elsewhere = below.replace(/\/cup\/one\/.*/, "/cup/two/index.m3u8");
    expect(outcomeOf(await ask(elsewhere, { agent }))).toBe("handle-wrong-stream");
  });
});

describe("a signed URI (RFC 9246)", () => {
  const jwt = (claims: Record<string, unknown>): string => {
    const text = issueJwt({
      claims: {
        cdniv: 1,
        cdniuc: "regex:^https://tv[.]example/media/cup/one/",
        jti: freshCti(),
        ...claims,
      } as never,
      key: uriKey,
      kid: uriKey.kid,
      signatures: nodeSignatures,
    });
    texts.push(text);
    return text;
  };

  test.each([
    ["the query", (text: string) => ask(`${ENTRY}?URISigningPackage=${text}`)],
    ["a path parameter", (text: string) => ask(`${ENTRY};URISigningPackage=${text}`)],
    ["the cookie", (text: string) => ask(ENTRY, { headers: { cookie: `URISigningPackage=${text}` } })],
  ])("plays from %s", async (_, send) => {
    expect(outcomeOf(await send(jwt({ exp: fromNow(600) })))).toBe("allowed");
  });

  test("is renewed by cookie for as many path segments as it says", async () => {
    const text = jwt({ exp: fromNow(20), iat: fromNow(-10), cdniets: 120, cdnistt: 1, cdnistd: 3 });
    const reply = await ask(`${ENTRY}?URISigningPackage=${text}`);
    const [cookie = ""] = reply.headers["set-cookie"] ?? [];
    expect(cookie).toMatch(/^URISigningPackage=eyJ[\w.-]+; Path=\/media\/cup\/one; HttpOnly$/);
    const renewed = cookie.slice("URISigningPackage=".length, cookie.indexOf(";"));
    texts.push(renewed);
    expect(outcomeOf(await ask(ENTRY, { headers: { cookie: `URISigningPackage=${renewed}` } }))).toBe(
      "allowed",
    );
  });
});

describe("a token that renews itself", () => {
  // Asked for when a test begins: the server may have taken its time to start.
  const due = () => ({ exp: fromNow(30), iat: fromNow(-10) });

  test("comes back in a cookie with harmless attributes, under the same id, and plays beyond the first end", async () => {
    const cti = freshCti();
    const exp = fromNow(6);
    const catr = { type: "cookie", expadd: 300, cookieParams: ["Secure", "Path=/", "Evil=1", "X\r\nY: z"] };
    const reply = await ask(ENTRY, {
      headers: { [CAT_HEADER]: cat({ exp, iat: fromNow(-10), cti, catr }) },
    });
    const [cookie = ""] = reply.headers["set-cookie"] ?? [];
    expect(cookie).toMatch(/^CTA-Common-Access-Token=[\w-]+; Secure; Path=\/$/);
    const renewed = cookie.slice(cookie.indexOf("=") + 1, cookie.indexOf(";"));
    texts.push(renewed);
    await setTimeout(6500);
    const again = { headers: { cookie: `CTA-Common-Access-Token=${renewed}` } };
    expect(outcomeOf(await ask(ENTRY, again))).toBe("allowed");
    expect(await usesOf(running.server, cti)).toBe(2);
  });

  test("comes back in a header that players may read", async () => {
    const catr = { type: "header", expadd: 300, headerName: "X-PV-CDN-Access-Token" };
    const reply = await ask(ENTRY, { headers: { [CAT_HEADER]: cat({ ...due(), catr }) } });
    const renewed = String(reply.headers["x-pv-cdn-access-token"]);
    texts.push(renewed);
    expect(reply.headers["access-control-expose-headers"]).toContain("X-PV-CDN-Access-Token");
    expect(outcomeOf(await ask(ENTRY, { headers: { [CAT_HEADER]: renewed } }))).toBe("allowed");
  });

  test.each([
    [
      "the query",
      (text: string) => `${ENTRY}?q=1&CAT=${text}`,
      /^\/media\/cup\/one\/index\.m3u8\?q=1&CAT=([\w-]+)$/,
    ],
    ["the path", (text: string) => `/${text}${ENTRY}?q=1`, /^\/media\/([\w-]+)\/cup\/one\/index\.m3u8\?q=1$/],
  ])(
    "is asked to come again when it came in %s, and nothing is spent by that",
    async (_, address, location) => {
      const cti = freshCti();
      const text = cat({ ...due(), cti, catreplay: 1, catr: { type: "automatic", expadd: 300 } });
      const reply = await ask(address(text));
      expect(reply.status).toBe(302);
      const [target = "", renewed = ""] = location.exec(String(reply.headers.location)) ?? [];
      texts.push(renewed);
      expect(await usesOf(running.server, cti)).toBe(0);
      expect((await ask(target.slice("/media".length))).status).toBe(200);
      expect(await usesOf(running.server, cti)).toBe(1);
    },
  );

  test("is not renewed before it is due, nor when it does not say when it was made", async () => {
    const catr = { type: "cookie", expadd: 300 };
    for (const times of [{ exp: fromNow(600), iat: fromNow(-10) }, { exp: fromNow(30) }]) {
      const reply = await ask(ENTRY, { headers: { [CAT_HEADER]: cat({ ...times, catr }) } });
      expect([reply.status, reply.headers["set-cookie"]]).toEqual([200, undefined]);
    }
  });

  test("is never renewed once it is revoked, and neither is its session", async () => {
    const cti = freshCti();
    const text = cat({ exp: fromNow(30), iat: fromNow(-10), cti, catr: { type: "cookie", expadd: 300 } });
    const agent = "Revoked/1";
    const entered = await ask(ENTRY, { headers: { [CAT_HEADER]: text }, agent });
    const [cookie = ""] = entered.headers["set-cookie"] ?? [];
    const renewed = cookie.slice(cookie.indexOf("=") + 1).split(";", 1)[0] ?? "";
    texts.push(renewed);
    const { status } = await running.server.api("POST", "/v1/revocations", { selector: { jti: cti } });
    expect(status).toBe(201);
    for (const revoked of [text, renewed]) {
      const reply = await ask(ENTRY, { headers: { [CAT_HEADER]: revoked } });
      expect([outcomeOf(reply), reply.headers["set-cookie"]]).toEqual(["token-revoked", undefined]);
    }
    expect(outcomeOf(await ask(sessionPath(entered), { agent }))).toBe("token-revoked");
  });

  test("its session goes on beyond the token's end", async () => {
    const text = cat({
      exp: fromNow(6),
      iat: fromNow(-10),
      catr: { type: "header", expadd: 60, deadline: 5 },
    });
    const agent = "Onward/1";
    const path = sessionPath(await ask(ENTRY, { headers: { [CAT_HEADER]: text }, agent }));
    for (let asked = 0; asked < 7; asked += 1) {
      await setTimeout(1100);
      expect((await ask(path, { agent })).status).toBe(200);
    }
  });
});

describe("what an issuer wants answered to a refusal", () => {
  const catif = (location: string) => [
    { claims: [4], status: 302, headers: { Location: location, "X-Evil": "1" } },
  ];

  test("is answered: a redirect to a host that the operator allows, with harmless headers", async () => {
    const text = cat({ exp: fromNow(-1), catif: catif("https://login.auth.example/renew?a=1") });
    const reply = await ask(ENTRY, { headers: { [CAT_HEADER]: text } });
    expect([reply.status, reply.headers.location]).toEqual([302, "https://login.auth.example/renew?a=1"]);
    expect(reply.headers["x-evil"]).toBeUndefined();
    expect(reply.headers["access-control-allow-origin"]).toBe("*");
  });

  test.each(["https://evil.example/", "javascript:alert(1)", "https://a.auth.example\r\nSet-Cookie: a=b"])(
    "is not answered with %j",
    async location => {
      const text = cat({ exp: fromNow(-1), catif: catif(location) });
      const reply = await ask(ENTRY, { headers: { [CAT_HEADER]: text } });
      expect([reply.status, reply.reason, reply.headers.location]).toEqual([403, "token-expired", undefined]);
    },
  );

  test("is answered for the claim that it names alone, and never for a token that nobody vouches for", async () => {
    const answers = catif("https://login.auth.example/");
    const other = cat({ catm: ["POST"], catif: answers });
    expect(outcomeOf(await ask(ENTRY, { headers: { [CAT_HEADER]: other } }))).toBe(
      "request-method-not-allowed",
    );
    const forged = `${cat({ exp: fromNow(-1), catif: answers }).slice(0, -4)}AAAA`;
    texts.push(forged);
    expect(outcomeOf(await ask(ENTRY, { headers: { [CAT_HEADER]: forged } }))).toBe("signature-invalid");
  });
});

test("a proof of possession needs the nonce that the first answer hands out, and opens once", async () => {
  const text = cat({ cnf: { jkt: holder.jkt }, catdpop: { window: 60, jti: true } });
  const prove = (nonce?: string, jti?: string) => {
    const more = { ...(nonce === undefined ? {} : { nonce }), ...(jti === undefined ? {} : { jti }) };
    const dpop = holder.prove({ htu: `${PUBLIC_URL}${ENTRY}`, iat: fromNow(0), token: text, ...more });
    return ask(`${ENTRY}?q=1`, { headers: { authorization: `DPoP ${text}`, dpop } });
  };
  const first = await prove();
  expect([first.status, first.reason]).toEqual([401, "proof-missing"]);
  expect(first.headers["www-authenticate"]).toContain('error="use_dpop_nonce"');
  const nonce = String(first.headers["dpop-nonce"]);
  expect(outcomeOf(await prove(nonce, "proof-1"))).toBe("allowed");
  expect(outcomeOf(await prove(nonce, "proof-1"))).toBe("proof-invalid");
  expect(outcomeOf(await prove(nonce, "proof-2"))).toBe("allowed");
});

test("POST /v1/explain takes the request apart as a door would, for whatever request is described", async () => {
  const text = cat({
    catu: { path: { prefix: "/media/cup/one/" } },
    catm: ["GET"],
    catgeoiso3166: ["SE"],
    cath: { "x-a": { exact: "1" } },
  });
  const explain = async (more: Record<string, unknown>) => {
    const body = { action: "play", stream: "cup/one", token: text, ...more };
    const answer = await running.server.api("POST", "/v1/explain", body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body["reason"];
  };
  const good = { headers: { "X-A": "1" }, context: { country: "SE" } };
  expect(await explain(good)).toBeNull();
  expect(await explain({ ...good, url: `${PUBLIC_URL}/cup/one/index.m3u8?CAT=${text}` })).toBeNull();
  expect(await explain({ ...good, url: `${PUBLIC_URL}/cup/two/index.m3u8` })).toBe("uri-not-allowed");
  expect(await explain({ ...good, method: "POST" })).toBe("request-method-not-allowed");
  expect(await explain({ ...good, headers: {} })).toBe("header-not-allowed");
  expect(await explain({ ...good, context: { country: "NO" } })).toBe("country-not-allowed");
  expect(await explain({ headers: good.headers })).toBe("context-missing");
});

test("no token reaches the origin, whatever carries it, and under whatever name", async () => {
  const seen: string[] = [];
  running.origin.set("/media/two/index.m3u8", (request, response) => {
    seen.push(`${request.url} ${JSON.stringify(request.headers)}`);
    send("application/vnd.apple.mpegurl", "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\na.ts\n")(
      request,
      response,
    );
  });
  const text = cat();
  const path = "/cup/two/index.m3u8";
  const sent = [
    await ask(`${path}?CAT=${text}&keep=1`),
    await ask(`${path}?x=${text}&keep=2`, { headers: { [CAT_HEADER]: text } }),
    await ask(`/${text}${path}?keep=3`),
    await ask(`${path}?keep=4`, {
      headers: { cookie: `CTA-Common-Access-Token=${text}`, referer: `https://a/?CAT=${text}` },
    }),
    await ask(`${path};URISigningPackage=${text}?keep=5&u=${encodeURIComponent(`https://b/?CAT=${text}`)}`),
  ];
  expect(sent.map(outcomeOf)).toEqual(Array.from({ length: 5 }, () => "allowed"));
  expect(seen.map(line => line.split(" ", 1)[0])).toEqual(
    [1, 2, 3, 4, 5].map(index => `/media/two/index.m3u8?keep=${index}`),
  );
  for (const line of seen) expect(line).not.toContain(text.slice(20, 60));
});

test("the page's door opens a session by the same claims", async () => {
  const open = async (claims: Parameters<typeof cat>[0]) => {
    const response = await fetch(`${running.server.url}/s`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-forwarded-for": "203.0.113.7",
        "user-agent": "Page/1",
      },
      body: JSON.stringify({ stream: "cup/one", token: cat(claims) }),
    });
    const answer: { readonly reason?: string } = JSON.parse(await response.text());
    return answer.reason ?? response.status;
  };
  expect(await open({ catu: { path: { prefix: "/media/cup/one/" } }, catm: ["GET"] })).toBe(201);
  expect(await open({ catu: { path: { prefix: "/media/cup/two/" } } })).toBe("uri-not-allowed");
  expect(await open({ catnip: ["198.51.100.0/24"] })).toBe("ip-not-allowed");
});

test("no token's text was printed, or written into a decision", async () => {
  expect(texts.length).toBeGreaterThan(30);
  const printed = running.server.output();
  const { body } = await running.server.api("GET", "/v1/decisions?limit=200");
  const written = JSON.stringify(body);
  for (const text of texts) {
    const piece = text.slice(Math.floor(text.length / 2), Math.floor(text.length / 2) + 24);
    expect(printed.includes(piece), "printed").toBe(false);
    expect(written.includes(piece), "a decision").toBe(false);
  }
});
