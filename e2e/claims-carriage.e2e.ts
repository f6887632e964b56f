import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CatClaims } from "../packages/token/src/index.ts";
import { secretKey, signingKey } from "./claims/cat-keys.ts";
import { type ClaimsServer, startClaimsServer } from "./claims/claims-server.ts";
import { type AskedOf, CAT_HEADER, createAsk, ENTRY, outcomeOf, usesOf } from "./claims/create-ask.ts";
import { freshCti, makeCat } from "./claims/make-cat.ts";
import { sessionPath } from "./support/viewer.ts";

const mac = secretKey("HS256", "mac");
const pair = signingKey("pair");
const stranger = secretKey("HS256", "stranger");
let running: ClaimsServer;

/** The world reaches it below a path, on a port of its own. */
const PUBLIC_URL = "https://tv.example:8443/media";

beforeAll(async () => {
  running = await startClaimsServer({ publicUrl: PUBLIC_URL, keys: [mac, pair] });
});

afterAll(() => running.stop());

const ask = createAsk(() => running.server);
const inHeader = (...tokens: readonly string[]): AskedOf => ({
  headers: { [CAT_HEADER]: tokens.join(", ") },
});
const inCookies = (...cookies: readonly string[]): AskedOf => ({ headers: { cookie: cookies.join("; ") } });

/** It fits this very address alone, so that a token that is left in the URL would refuse. */
const exact: CatClaims = { catu: { path: { exact: `/media${ENTRY}` }, query: { exact: "" } } };

describe("a token is found", () => {
  const carriers: readonly (readonly [string, (token: string) => readonly [string, AskedOf?]])[] = [
    ["in its own header", token => [ENTRY, inHeader(token)]],
    ["as a bearer", token => [ENTRY, { headers: { authorization: `Bearer ${token}` } }]],
    ["as DPoP has it", token => [ENTRY, { headers: { authorization: `DPoP ${token}` } }]],
    ...["CAT", "cat", "token", "access_token", "jwt", "URISigningPackage"].map(
      name => [`in the query as ${name}`, (token: string) => [`${ENTRY}?${name}=${token}`] as const] as const,
    ),
    ...["CTA-Common-Access-Token", "cta-common-access-token", "Common-Access-Token", "sluice_token"].map(
      name =>
        [
          `in the cookie ${name}`,
          (token: string) => [ENTRY, inCookies("a=1", `${name}=${token}`)] as const,
        ] as const,
    ),
    ["in front of the path", token => [`/${token}${ENTRY}`]],
    ["as a parameter of the path", token => [`${ENTRY};URISigningPackage=${token}`]],
  ];

  test.each(carriers)("%s", async (_, carry) => {
    for (const key of [mac, pair])
      expect(outcomeOf(await ask(...carry(makeCat(key, exact))))).toBe("allowed");
    const wrong = makeCat(mac, { catu: { path: { prefix: "/media/cup/two/" } } });
    expect(outcomeOf(await ask(...carry(wrong)))).toBe("uri-not-allowed");
  });

  test("in a cookie beside one in the query, which is tried first", async () => {
    const [sent, kept] = [freshCti(), freshCti()];
    const cookie = `sluice_token=${makeCat(mac, { cti: kept })}`;
    const reply = await ask(`${ENTRY}?CAT=${makeCat(mac, { cti: sent })}`, inCookies(cookie));
    expect(outcomeOf(reply)).toBe("allowed");
    expect([await usesOf(running.server, sent), await usesOf(running.server, kept)]).toEqual([1, 0]);
  });

  test("with and without the CWT tag, with padding, and with its kid in either bucket", async () => {
    for (const more of [{ cwtTag: false }, { kidIn: "unprotected" }] as const) {
      expect(outcomeOf(await ask(ENTRY, inHeader(makeCat(mac, exact, more))))).toBe("allowed");
    }
    const token = makeCat(mac, exact);
    const padded = token.padEnd(Math.ceil(token.length / 4) * 4, "=");
    expect(outcomeOf(await ask(ENTRY, inHeader(padded)))).toBe("allowed");
  });
});

describe("several tokens in one request", () => {
  const expired = () => makeCat(mac, { exp: 1 });
  const elsewhere = () => makeCat(mac, { catu: { path: { prefix: "/media/cup/two/" } } });

  test("six are read, and the last one may be the good one", async () => {
    const five = [expired(), elsewhere(), expired(), makeCat(stranger), elsewhere()];
    expect(outcomeOf(await ask(ENTRY, inHeader(...five, makeCat(pair))))).toBe("allowed");
    expect(outcomeOf(await ask(ENTRY, inHeader(...five, expired())))).toBe("token-expired");
  });

  test("a bad one in front does not spoil a good one, and gives the reason where none is good", async () => {
    expect(outcomeOf(await ask(ENTRY, inHeader(expired(), makeCat(mac))))).toBe("allowed");
    expect(outcomeOf(await ask(ENTRY, inHeader(elsewhere(), expired())))).toBe("uri-not-allowed");
    expect(outcomeOf(await ask(ENTRY, inHeader(expired(), elsewhere())))).toBe("token-expired");
  });

  test("the one that is admitted is spent, and no other", async () => {
    const [first, second] = [freshCti(), freshCti()];
    const admitted = makeCat(mac, { cti: first, catreplay: 1 });
    const spared = makeCat(mac, { cti: second, catreplay: 1 });
    expect(outcomeOf(await ask(ENTRY, inHeader(admitted, spared)))).toBe("allowed");
    expect(await usesOf(running.server, first)).toBe(1);
    expect(await usesOf(running.server, second)).toBe(0);
    expect(outcomeOf(await ask(ENTRY, inHeader(spared)))).toBe("allowed");
  });

  test("one that was spent, revoked or suspended before makes room for the next", async () => {
    const used = makeCat(mac, { catreplay: 1 });
    expect(outcomeOf(await ask(ENTRY, inHeader(used)))).toBe("allowed");
    const [revoked, suspended] = [freshCti(), freshCti()];
    const [gone, waiting] = [makeCat(mac, { cti: revoked }), makeCat(mac, { cti: suspended })];
    for (const token of [gone, waiting]) expect(outcomeOf(await ask(ENTRY, inHeader(token)))).toBe("allowed");
    const { server } = running;
    await server.api("POST", "/v1/revocations", { selector: { jti: revoked } });
    const { body } = await server.api("GET", `/v1/tokens?jti=${suspended}`);
    const [item] = body.items as readonly { readonly id: string }[];
    await server.api("POST", `/v1/tokens/${item?.id}/suspend`);
    const reasons = ["token-already-used", "token-revoked", "token-suspended"];
    for (const [index, token] of [used, gone, waiting].entries()) {
      expect(outcomeOf(await ask(ENTRY, inHeader(token)))).toBe(reasons[index]);
      expect(outcomeOf(await ask(ENTRY, inHeader(token, expired())))).toBe(reasons[index]);
      expect(outcomeOf(await ask(ENTRY, inHeader(token, makeCat(mac))))).toBe("allowed");
    }
    expect(outcomeOf(await ask(ENTRY, inHeader(used, gone, waiting, makeCat(mac))))).toBe("allowed");
  });

  test("in all carriers at once they are one list", async () => {
    const path = `/${expired()}${ENTRY}?CAT=${elsewhere()}`;
    const headers = { authorization: `Bearer ${expired()}`, [CAT_HEADER]: elsewhere() };
    expect(outcomeOf(await ask(path, { headers }))).toBe("token-expired");
    const cookie = `sluice_token=${makeCat(pair)}`;
    expect(outcomeOf(await ask(path, { headers: { ...headers, cookie } }))).toBe("allowed");
  });

  test("more than eight are not read", async () => {
    const nine = Array.from({ length: 9 }, () => makeCat(mac));
    expect(outcomeOf(await ask(ENTRY, inHeader(...nine)))).toBe("tokens-conflict");
  });
});

describe("the address that catu is held against", () => {
  test("is the public one, with its port and the path in front", async () => {
    const token = makeCat(mac, {
      catu: {
        scheme: { exact: "https" },
        host: { exact: "tv.example" },
        port: { exact: "8443" },
        path: { exact: `/media${ENTRY}` },
      },
    });
    // A proxy may keep the path, or take it off.
    expect(outcomeOf(await ask(`/media${ENTRY}`, inHeader(token)))).toBe("allowed");
    expect(outcomeOf(await ask(ENTRY, inHeader(token)))).toBe("allowed");
    for (const wrong of [
      { port: { exact: "443" } },
      { path: { exact: ENTRY } },
      { host: { exact: "127.0.0.1" } },
    ]) {
      expect(outcomeOf(await ask(ENTRY, inHeader(makeCat(mac, { catu: wrong }))))).toBe("uri-not-allowed");
    }
  });

  test.each([
    ["escapes of letters", "/c%75p/%6Fne/index%2Em3u8"],
    ["escapes in small letters", "/cup/%6fne/index.m3u8"],
    ["the prefix /a", `/a${ENTRY}`],
  ])("is the plain one for %s", async (_, path) => {
    expect(outcomeOf(await ask(path, inHeader(makeCat(mac, exact))))).toBe("allowed");
    // What a pattern says is compared with the plain form, as it is.
    const asSent = makeCat(mac, { catu: { path: { exact: `/media${path}` } } });
    expect(outcomeOf(await ask(path, inHeader(asSent)))).toBe("uri-not-allowed");
  });

  test.each(["/cup/two/../one/index.m3u8", "/cup/two%2F..%2Fone/index.m3u8", "/cup//one/index.m3u8"])(
    "cannot be left by %s",
    async path => {
      const inTwo = makeCat(mac, { catu: { path: { prefix: "/media/cup/two/" } } });
      expect(outcomeOf(await ask(path, inHeader(inTwo)))).toBe("path-ambiguous");
    },
  );

  test("has the name that was asked for, also where it is an alias", async () => {
    const asAlias = makeCat(mac, { catu: { path: { prefix: "/media/cup/first/" } } });
    expect(outcomeOf(await ask("/cup/first/index.m3u8", inHeader(asAlias)))).toBe("allowed");
    expect(outcomeOf(await ask(ENTRY, inHeader(asAlias)))).toBe("uri-not-allowed");
  });

  test("is judged for the folder of the entry: a session opens no other stream", async () => {
    const token = makeCat(mac, { catu: { path: { prefix: "/media/cup/one/" } } });
    const media = sessionPath(await ask(ENTRY, inHeader(token)));
    const [, , handle] = media.split("/");
    expect((await ask(media)).status).toBe(200);
    expect(outcomeOf(await ask(`/s/${handle}/cup/two/seg-0.ts`))).toBe("handle-wrong-stream");
  });
});

describe("HEAD and MP4", () => {
  test("a HEAD is answered and spends nothing", async () => {
    const cti = freshCti();
    const token = makeCat(mac, { cti, catreplay: 1, catm: ["GET", "HEAD"] });
    for (const path of [ENTRY, "/cup/one/clip.mp4"]) {
      const reply = await ask(path, { ...inHeader(token), method: "HEAD" });
      expect(reply).toMatchObject({ status: 200, text: "" });
    }
    expect(await usesOf(running.server, cti)).toBe(0);
    expect(outcomeOf(await ask(ENTRY, inHeader(token)))).toBe("allowed");
  });

  test("a HEAD with a token for GET alone is refused", async () => {
    const reply = await ask(ENTRY, { ...inHeader(makeCat(mac, { catm: ["GET"] })), method: "HEAD" });
    expect(reply).toMatchObject({ status: 403, text: "" });
  });

  test("an MP4 is opened once, and its session goes on without the token", async () => {
    const token = makeCat(mac, { catreplay: 1, catu: { extension: { exact: ".mp4" } } });
    expect(outcomeOf(await ask(ENTRY, inHeader(token)))).toBe("uri-not-allowed");
    const agent = "Film/1.0";
    const entered = await ask("/cup/one/clip.mp4", { ...inHeader(token), agent });
    expect(entered.status).toBe(302);
    expect(entered.headers.location).not.toContain(token.slice(0, 20));
    expect((await ask(sessionPath(entered), { agent })).status).toBe(200);
    expect(outcomeOf(await ask("/cup/one/clip.mp4", inHeader(token)))).toBe("token-already-used");
  });
});
