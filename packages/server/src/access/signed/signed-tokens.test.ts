import { issueCat, issueJwt, type Json } from "@sluice/token";
import { nodeSignatures } from "@sluice/token/node";
import { describe, expect, test } from "vitest";
import { applicationDefaults } from "../../registry/built-in.ts";
import { sampleTokenKey } from "../../store/conformance/token-keys.ts";
import type { TokenKeyRecord } from "../../store/token-keys.ts";
import { countingPrepare, createFlow, START_MILLISECONDS } from "../testing/flow.ts";

const NOW_SECONDS = START_MILLISECONDS / 1000;
const SECRET = { kty: "oct", k: Buffer.from("a secret of thirty-two bytes, ok").toString("base64url") };
const material = nodeSignatures.importKey(SECRET, "HS256", "sign");

const claims = {
  exp: NOW_SECONDS + 600,
  iat: NOW_SECONDS - 1,
  jti: "j-1",
  actions: ["play"],
  target: { streams: ["demo/clip"] },
};

function sign(changes: Record<string, unknown> = {}, kid: string | null = "k1"): string {
  const written = JSON.parse(JSON.stringify({ ...claims, ...changes }));
  return issueJwt({
    claims: written,
    key: { algorithm: "HS256", material },
    kid: kid ?? undefined,
    signatures: nodeSignatures,
  });
}

function flowWithKey(changes: Partial<TokenKeyRecord> = {}) {
  const flow = createFlow();
  flow.tokenKeys.put({
    ...sampleTokenKey({
      id: "key_000000000001",
      organization: applicationDefaults.organization,
      kid: "k1",
      algorithm: "HS256",
      state: "active",
      sealedJwk: JSON.stringify(SECRET),
      publicJwk: undefined,
      ...changes,
    }),
    version: 1,
    lastUsedAtSeconds: undefined,
    fetched: undefined,
    ...changes,
  });
  return flow;
}

async function enter(flow: ReturnType<typeof createFlow>, text: string, agent = "player/1") {
  const client = { ip: "203.0.113.7", userAgent: agent, site: undefined };
  const decision = await flow.enter(flow.question(text, { client }), countingPrepare());
  return decision.allowed ? "allowed" : decision.reason;
}

describe("a JWT that was made elsewhere", () => {
  test("opens a session, and stands in the list from then on under the id of its jti", async () => {
    const flow = flowWithKey();
    expect(await enter(flow, sign())).toBe("allowed");
    const { items } = await flow.store.listTokens({ organization: "demo", kind: "jwt", limit: 10 });
    expect(items).toMatchObject([{ jti: "j-1", keyId: "key_000000000001", profile: "sluice", uses: 1 }]);
  });

  test("is one token whatever text it comes in: the same jti under another signature counts on", async () => {
    const flow = flowWithKey();
    expect(await enter(flow, sign({ max_uses: 1 }), "a")).toBe("allowed");
    expect(await enter(flow, sign({ max_uses: 1, exp: NOW_SECONDS + 601 }), "b")).toBe("token-already-used");
  });

  test.each([
    { exp: 1e300 },
    { exp: 2 ** 53 + 2 },
    { exp: NOW_SECONDS + 600.5 },
    { nbf: -1e300 },
    { nbf: -1 },
    { target: { streams: ["demo/clip", "x".repeat(300)] } },
    { target: { streams: ["demo/clip", ...Array.from({ length: 200 }, (_, index) => `a/${index}`)] } },
  ])("is listed and stored in whole seconds and few names, whatever its issuer wrote: %j", async changes => {
    const flow = flowWithKey();
    expect(await enter(flow, sign(changes))).toBe("allowed");
    const [{ notBeforeSeconds, expiresAtSeconds, target } = {}] = (
      await flow.store.listTokens({ organization: "demo", limit: 1 })
    ).items;
    for (const seconds of [notBeforeSeconds ?? 0, expiresAtSeconds ?? 0]) {
      expect(Number.isInteger(seconds) && seconds >= 0 && seconds <= 1e11).toBe(true);
    }
    expect(target).toEqual("target" in changes ? { organization: true } : claims.target);
  });

  test("allows no more sessions than its text, whatever its record is changed to", async () => {
    const flow = flowWithKey();
    const text = sign({ max_uses: 1 });
    expect(await enter(flow, text, "a")).toBe("allowed");
    const [token] = (await flow.store.listTokens({ organization: "demo", limit: 1 })).items;
    if (!token) throw new Error("the token is not listed");
    const { organization, id, version } = token;
    const limits = { ...token, maxUses: undefined };
    await flow.store.updateToken({ organization, id, version, limits, nowSeconds: NOW_SECONDS });
    expect(await enter(flow, text, "b")).toBe("token-already-used");
  });

  test("uses its key when it is asked for now, and not when another time is asked about", async () => {
    const flow = flowWithKey();
    const ask = (question: object) => flow.enter(flow.question(sign(), question), countingPrepare());
    await ask({ atSeconds: NOW_SECONDS + 300, mode: "peek" });
    expect(flow.tokenKeys.lastUsedSeconds("key_000000000001")).toBeUndefined();
    await ask({});
    expect(flow.tokenKeys.lastUsedSeconds("key_000000000001")).toBe(NOW_SECONDS);
  });

  test("that ended before time was counted is over", async () => {
    expect(await enter(flowWithKey(), sign({ exp: -1 }))).toBe("token-expired");
  });

  test("is spent once by 50 parallel entries of different players", async () => {
    const flow = flowWithKey();
    const text = sign({ max_uses: 1 });
    const outcomes = await Promise.all(Array.from({ length: 50 }, (_, n) => enter(flow, text, `p${n}`)));
    expect(outcomes.filter(outcome => outcome === "allowed")).toHaveLength(1);
  });

  test.each([
    ["another key's signature", () => `${sign().slice(0, -4)}AAAA`, "signature-invalid"],
    ["a kid that names no key", () => sign({}, "k2"), "key-unknown"],
    ["its end", () => sign({ exp: NOW_SECONDS }), "token-expired"],
    ["a claim that is not known", () => sign({ colour: "red" }), "claim-unsupported"],
    ["another stream", () => sign({ target: { streams: ["demo/live"] } }), "wrong-stream"],
    ["another action", () => sign({ actions: ["publish"] }), "wrong-action"],
    ["another audience", () => sign({ aud: "elsewhere" }), "audience-not-allowed"],
    ["no limit that it has words for", () => sign({ ip: [] }), "claim-malformed"],
  ])("is refused for %s", async (_name, text, reason) => {
    expect(await enter(flowWithKey(), text())).toBe(reason);
  });

  test("may be meant for anybody, or for nobody that it names, where its key has the audience *", async () => {
    const flow = flowWithKey({ audiences: ["*"] });
    expect(await enter(flow, sign({ aud: "elsewhere", jti: "j-2" }), "a")).toBe("allowed");
    expect(await enter(flow, sign({ aud: undefined, jti: "j-3" }), "b")).toBe("allowed");
  });

  test("is remembered no longer than its key: a key that retires refuses what was good before", async () => {
    const flow = flowWithKey({ verifyOnlyAtSeconds: NOW_SECONDS + 10, retiresAtSeconds: NOW_SECONDS + 20 });
    const text = sign();
    expect(await enter(flow, text, "a")).toBe("allowed");
    flow.pass(15);
    expect(await enter(flow, text, "b")).toBe("allowed");
    flow.pass(10);
    expect(await enter(flow, text, "c")).toBe("key-unknown");
  });

  test("is remembered no longer than itself", async () => {
    const flow = flowWithKey();
    const text = sign();
    expect(await enter(flow, text, "a")).toBe("allowed");
    flow.pass(600);
    expect(await enter(flow, text, "b")).toBe("token-expired");
  });

  test("is refused by another organization's applications", async () => {
    expect(await enter(flowWithKey({ organization: "other" }), sign())).toBe("key-unknown");
  });

  test.each([
    ["lifetime", { longestTtlSeconds: 60 }],
    ["streams", { streams: ["demo/live"] }],
    ["actions", { actions: ["publish" as const] }],
    ["applications", { applications: ["live"] }],
  ])("is refused beyond its key's %s", async (_name, cap) => {
    const none = {
      longestTtlSeconds: undefined,
      streams: undefined,
      actions: undefined,
      applications: undefined,
    };
    expect(await enter(flowWithKey({ caps: { ...none, ...cap } }), sign())).toBe("beyond-key-limits");
  });

  test("opens what a bare name means in its organization", async () => {
    expect(await enter(flowWithKey(), sign({ target: { streams: ["clip"] } }))).toBe("allowed");
  });

  test("without a kid is judged by the default key alone", async () => {
    expect(await enter(flowWithKey(), sign({}, null))).toBe("key-unknown");
    expect(await enter(flowWithKey({ role: "default" }), sign({}, null))).toBe("allowed");
  });
});

describe("a CAT that was made elsewhere", () => {
  const cat = (claims: Record<string, Json>): string =>
    issueCat(
      {
        claims: { exp: NOW_SECONDS + 600, cti: "c-1", ...claims },
        key: { algorithm: "HS256", material, kid: "k1" },
      },
      nodeSignatures,
    );

  test("with catreplay 1 opens one session, to which its holder may return", async () => {
    const flow = flowWithKey();
    const text = cat({ catreplay: 1 });
    expect(await enter(flow, text, "a")).toBe("allowed");
    expect(await enter(flow, text, "a")).toBe("allowed");
    expect(await enter(flow, text, "b")).toBe("token-already-used");
  });

  test("does not publish", async () => {
    const flow = flowWithKey();
    const decision = await flow.enter(flow.question(cat({}), { action: "publish" }), countingPrepare());
    expect(decision).toMatchObject({ allowed: false, reason: "wrong-action" });
  });

  test("asks about what the door cannot know, and is refused", async () => {
    expect(await enter(flowWithKey(), cat({ catm: ["GET"] }))).toBe("context-missing");
  });
});
