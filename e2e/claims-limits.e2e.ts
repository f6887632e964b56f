import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CatClaims } from "../packages/token/src/index.ts";
import { secretKey, signingKey } from "./claims/cat-keys.ts";
import { type ClaimsServer, startClaimsServer } from "./claims/claims-server.ts";
import { CAT_HEADER, createAsk, ENTRY, outcomeOf, usesOf } from "./claims/create-ask.ts";
import { freshCti, fromNow, makeCat, makeCatOf } from "./claims/make-cat.ts";
import { mediaPlaylist } from "./support/origin-media.ts";
import { send, sendStatus } from "./support/origin-server.ts";
import { sessionPath } from "./support/viewer.ts";

/** Bytes that a recipient must read (CTA-5007-B 4.4). */
const LARGEST = 4096;
const mac = secretKey("HS256", "mac");
/** We are told its public half alone, and can sign nothing with it. */
const pair = signingKey("pair");
let running: ClaimsServer;

beforeAll(async () => {
  running = await startClaimsServer({ publicUrl: "https://tv.example", keys: [mac, pair] });
});

afterAll(() => running.stop());

const ask = createAsk(() => running.server);
const enter = (token: string, path = ENTRY) => ask(path, { headers: { [CAT_HEADER]: token } });

/** A token of exactly so many bytes. */
function catOf(bytes: number, claims: CatClaims = {}): string {
  const sized = (count: number) => makeCat(mac, { cti: "sized", ...claims, sub: "x".repeat(count) });
  const overhead = Buffer.from(sized(2000), "base64url").length - 2000;
  const token = sized(bytes - overhead);
  expect(Buffer.from(token, "base64url")).toHaveLength(bytes);
  return token;
}

describe("sizes", () => {
  test("a token of 4,096 bytes is read in every carrier", async () => {
    const token = catOf(LARGEST);
    expect(outcomeOf(await enter(token))).toBe("allowed");
    expect(outcomeOf(await ask(`${ENTRY}?CAT=${token}`))).toBe("allowed");
    expect(outcomeOf(await ask(`/${token}${ENTRY}`))).toBe("allowed");
    expect(outcomeOf(await ask(ENTRY, { headers: { cookie: `sluice_token=${token}` } }))).toBe("allowed");
    expect(outcomeOf(await enter(catOf(LARGEST + 3)))).toBe("token-too-long");
  });

  test("six of them come in one request, and the last one may be the good one", async () => {
    const five = Array.from({ length: 5 }, () =>
      catOf(LARGEST, { exp: fromNow(-1), cti: freshCti().slice(0, 5) }),
    );
    const reply = await enter([...five, catOf(LARGEST)].join(", "));
    expect([reply.status, outcomeOf(reply)]).toEqual([200, "allowed"]);
  });
});

describe("expressions", () => {
  const nasty = ["^(a+)+$", "^(a|a)*$", "^(a*)*b", "^((a+)+)+$", "(a|aa)+$"];

  test.each(nasty)("%s over thousands of letters is answered at once", async pattern => {
    const text = `${"a".repeat(6000)}!`;
    const token = makeCat(mac, { cath: { "x-long": { regex: [pattern] } } });
    const started = performance.now();
    const reply = await ask(ENTRY, { headers: { [CAT_HEADER]: token, "x-long": text } });
    expect(outcomeOf(reply)).toBe("header-not-allowed");
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe("what cannot be played", () => {
  test.each([
    ["a manifest that the origin does not have", "/cup/one/none.m3u8"],
    ["an origin that fails", "/cup/one/broken.m3u8"],
  ])("%s spends nothing", async (_, path) => {
    running.origin.set("/media/one/broken.m3u8", sendStatus(500));
    const cti = freshCti();
    const token = makeCat(mac, { cti, catreplay: 1 });
    const reply = await enter(token, path);
    expect(reply.status).toBeGreaterThanOrEqual(400);
    expect(await usesOf(running.server, cti)).toBe(0);
    expect(outcomeOf(await enter(token))).toBe("allowed");
  });

  test("a stream that is not there looks like any other to a token that does not open it", async () => {
    const inOne = () => makeCat(mac, { catu: { path: { prefix: "/cup/one/" } } });
    for (const path of ["/cup/two/index.m3u8", "/cup/nowhere/index.m3u8"]) {
      expect(outcomeOf(await enter(inOne(), path))).toBe("uri-not-allowed");
    }
    expect(outcomeOf(await enter(makeCat(mac), "/cup/nowhere/index.m3u8"))).toBe("stream-unknown");
  });

  test("the claims of MoQ are unknown where no key reads them", async () => {
    // 327: [[[0], [], []]], 328: 5
    for (const hex of ["a1190147818381008080", "a119014805"]) {
      expect(outcomeOf(await enter(makeCatOf(mac, Buffer.from(hex, "hex"))))).toBe("claim-unsupported");
    }
  });
});

describe("the folder of the entry", () => {
  beforeAll(() => {
    running.origin.set(
      "/media/one/hls/index.m3u8",
      send("application/vnd.apple.mpegurl", mediaPlaylist("vod")),
    );
    for (const file of ["hls/seg-0.ts", "audio/seg-0.ts"]) {
      running.origin.set(`/media/one/${file}`, send("video/mp2t", Buffer.alloc(100)));
    }
  });

  test("lies open to its session; beside it the token decides", async () => {
    const open = async (prefix: string) => {
      const token = makeCat(mac, { catu: { path: { prefix } } });
      const below = sessionPath(await enter(token, "/cup/one/hls/index.m3u8")).replace(/hls\/[^/]*$/, "");
      const outcomes = [];
      for (const file of ["hls/seg-0.ts", "audio/seg-0.ts"])
        outcomes.push(outcomeOf(await ask(below + file)));
      return outcomes;
    };
    expect(await open("/cup/one/hls/index.m3u8")).toEqual(["allowed", "uri-not-allowed"]);
    expect(await open("/cup/one/")).toEqual(["allowed", "allowed"]);
  });
});

describe("renewal at the entry", () => {
  const due = () => ({ exp: fromNow(40), iat: fromNow(-5) });
  const setBy = (cookie: string | undefined) => cookie?.split(";", 1)[0]?.replace(/^[^=]*=/, "") ?? "";

  test("a redirect has the status that its issuer wants, if it is one of a redirect", async () => {
    for (const [statusCode, status] of [
      [307, 307],
      [200, 302],
    ]) {
      const catr = { type: "redirect", expadd: 300, statusCode: statusCode ?? 0 };
      const reply = await ask(`${ENTRY}?CAT=${makeCat(mac, { ...due(), catr })}`);
      expect(reply.status).toBe(status);
    }
  });

  test("a token that is good for one use is not good for another when it is renewed", async () => {
    const catr = { type: "cookie", expadd: 300 };
    const reply = await enter(makeCat(mac, { ...due(), catr, catreplay: 1 }));
    expect(outcomeOf(reply)).toBe("allowed");
    const renewed = setBy(reply.headers["set-cookie"]?.[0]);
    expect(renewed).not.toBe("");
    expect(outcomeOf(await enter(renewed))).toBe("token-already-used");
  });

  test("what we cannot sign is not renewed, and plays", async () => {
    const reply = await enter(makeCat(pair, { ...due(), catr: { type: "cookie", expadd: 300 } }));
    expect([outcomeOf(reply), reply.headers["set-cookie"]]).toEqual(["allowed", undefined]);
  });

  test("nothing is renewed for a refusal, for a HEAD, or for a token that was suspended", async () => {
    const catr = { type: "cookie", expadd: 300 };
    const cti = freshCti();
    const token = makeCat(mac, { ...due(), catr, cti, catm: ["GET", "HEAD"] });
    const peeked = await ask(ENTRY, { method: "HEAD", headers: { [CAT_HEADER]: token } });
    expect([peeked.status, peeked.headers["set-cookie"]]).toEqual([200, undefined]);
    const refused = await enter(makeCat(mac, { ...due(), catr, catm: ["HEAD"] }));
    expect([refused.status, refused.headers["set-cookie"]]).toEqual([403, undefined]);
    expect(outcomeOf(await enter(token))).toBe("allowed");
    const { body } = await running.server.api("GET", `/v1/tokens?jti=${cti}`);
    const [item] = body.items as readonly { readonly id: string }[];
    await running.server.api("POST", `/v1/tokens/${item?.id}/suspend`);
    const suspended = await enter(token);
    expect([outcomeOf(suspended), suspended.headers["set-cookie"]]).toEqual(["token-suspended", undefined]);
  });

  test("a name that would take over another cookie's or header's place is replaced", async () => {
    const inHeader = await enter(
      makeCat(mac, { ...due(), catr: { type: "header", expadd: 300, headerName: "Location" } }),
    );
    expect([inHeader.status, inHeader.headers.location]).toEqual([200, undefined]);
    expect(outcomeOf(await enter(String(inHeader.headers[CAT_HEADER])))).toBe("allowed");
    const inCookie = await enter(
      makeCat(mac, { ...due(), catr: { type: "cookie", expadd: 300, cookieName: "a\r\nSet-Cookie: b" } }),
    );
    expect(inCookie.headers["set-cookie"]?.[0]).toMatch(/^CTA-Common-Access-Token=/);
  });
});
