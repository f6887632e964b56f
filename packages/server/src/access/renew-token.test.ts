import { proveSync } from "@sluice/token";
import { nodeSignatures } from "@sluice/token/node";
import { describe, expect, test } from "vitest";
import { applicationDefaults } from "../registry/built-in.ts";
import { createTokenRenewal } from "./renew-token.ts";
import { catWith, createCatFlow, type SampleClaims, START_SECONDS } from "./testing/cat-flow.ts";
import { countingPrepare } from "./testing/flow.ts";

const catr = { type: "cookie", expadd: 120 };
const context = { url: "https://tv.example/demo/clip/index.m3u8", method: "GET" };

async function entered(claims: SampleClaims = {}) {
  const flow = createCatFlow();
  const decision = await flow.enter(
    flow.question(catWith({ catr, ...claims }), { context }),
    countingPrepare(),
  );
  if (!decision.allowed || !decision.token) throw new Error("the entry was refused");
  const { store, sessions, tokenKeys: keys } = flow;
  const renewal = createTokenRenewal({ store, sessions, keys, signatures: nodeSignatures });
  const { token, stream, session } = decision;
  return {
    flow,
    token,
    session,
    due: (atSeconds: number) => renewal.due(token, stream, atSeconds),
    async renew(atSeconds: number) {
      const due = renewal.due(token, stream, atSeconds);
      const text = due && (await renewal.renew(due, atSeconds));
      if (!text) return undefined;
      const proof = proveSync(text.expose(), keys.ringOf("demo", "demo", atSeconds), nodeSignatures);
      return "refused" in proof ? proof.refused : proof.claims;
    },
  };
}

const NOW = START_SECONDS + 30;

describe("a token that is due", () => {
  test("is made again with every claim but its end, and its record and session go along", async () => {
    const { flow, token, session, renew } = await entered({
      catm: ["GET"],
      sub: "anna",
      catu: { path: { prefix: "/" } },
    });
    expect(await renew(NOW)).toMatchObject({
      id: "c-1",
      subject: "anna",
      issuedAtSeconds: START_SECONDS,
      expiresAtSeconds: NOW + 120,
    });
    expect(await flow.store.token(token.id)).toMatchObject({ expiresAtSeconds: NOW + 120, uses: 1 });
    expect(session?.record.untilSeconds).toBe(NOW + 120);
  });

  test("is not made again once it is revoked or suspended, whenever that was", async () => {
    const revoked = await entered();
    await revoked.flow.store.revokeToken("demo", revoked.token.id, NOW);
    expect(await revoked.renew(NOW)).toBeUndefined();
    const suspended = await entered();
    await suspended.flow.store.suspendToken({
      organization: "demo",
      id: suspended.token.id,
      nowSeconds: NOW,
    });
    expect(await suspended.renew(NOW)).toBeUndefined();
  });

  test.each<[string, SampleClaims, number]>([
    ["before its last minute", {}, START_SECONDS - 1],
    ["after its end", {}, START_SECONDS + 60],
    ["without a time of issue", { iat: undefined }, NOW],
    ["with a time of issue that lies ahead", { iat: NOW + 1 }, NOW],
    ["without an id", { cti: undefined }, NOW],
    ["for a gain of seconds", { catr: { type: "cookie", expadd: 31 } }, NOW],
  ])("is not renewed %s", async (_, claims, atSeconds) => {
    expect((await entered(claims)).due(atSeconds)).toBeUndefined();
  });

  test("never lives past the longest session of its application, counted from its first issue", async () => {
    const { token, due } = await entered({ catr: { type: "cookie", expadd: 10_000_000 } });
    const maxSeconds = applicationDefaults.clocks.vod.maxSeconds;
    expect(token.proven?.issuedAtSeconds).toBe(START_SECONDS);
    expect(due(NOW)?.expiresAtSeconds).toBe(START_SECONDS + maxSeconds);
  });

  test("is not renewed when its key does not sign any more", async () => {
    const { flow, due } = await entered();
    const key = flow.tokenKeys.of("demo")[0];
    if (!key) throw new Error("no key");
    flow.tokenKeys.put({ ...key, state: "verify-only", version: 2 });
    expect(due(NOW)).toBeUndefined();
  });

  test("keeps the end that an operator gave it", async () => {
    const { flow, token, due } = await entered();
    expect(due(NOW)).toBeDefined();
    const record = await flow.store.token(token.id);
    if (!record) throw new Error("no record");
    const limits = { ...record, expiresAtSeconds: START_SECONDS + 50 };
    await flow.store.updateToken({ organization: "demo", id: token.id, version: 1, limits, nowSeconds: NOW });
    const again = await flow.enter(flow.question(catWith({ catr })), countingPrepare());
    expect(again.allowed && again.token?.renewal?.latestSeconds).toBe(START_SECONDS + 50);
  });

  test("goes with an older text beyond no end that an operator has set since", async () => {
    const { flow, token, renew } = await entered();
    await renew(NOW);
    const record = await flow.store.token(token.id);
    if (!record) throw new Error("no record");
    const limits = { ...record, expiresAtSeconds: START_SECONDS + 100 };
    await flow.store.updateToken({ organization: "demo", id: token.id, version: 2, limits, nowSeconds: NOW });
    expect(await renew(NOW + 20)).toBeUndefined();
    expect(await flow.store.token(token.id)).toMatchObject({ expiresAtSeconds: START_SECONDS + 100 });
  });
});
