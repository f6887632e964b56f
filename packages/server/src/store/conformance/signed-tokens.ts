import { expect, test } from "vitest";
import type { TokenRecord } from "../token-record.ts";
import { START_SECONDS, sampleRequest, sampleRevocation, sampleToken } from "./samples.ts";
import type { OpenStore } from "./subject.ts";

/** Tokens that prove themselves by a signature: made elsewhere, they are taken into the list at their first admission. */
export function signedTokenConformance(open: OpenStore): void {
  test("a signed token that was made elsewhere is written with its first session, once, with its use counted", async () => {
    const { store } = await open();
    const token = signed({ maxUses: 1 });
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => store.admit(enrolling(token), token)),
    );
    expect(outcomes.filter(({ outcome }) => outcome === "admitted")).toHaveLength(1);
    expect(await store.token(token.id)).toEqual({ ...token, uses: 1 });
    const { items } = await store.listTokens({ organization: "acme", kind: "jwt", limit: 10 });
    expect(items.map(({ id }) => id)).toEqual([token.id]);
  });

  test("a refusal of a signed token that was never admitted writes nothing", async () => {
    const { store } = await open();
    const token = signed();
    await store.revoke(sampleRevocation({ selector: { jti: "j-1" } }));
    expect(await store.admit(enrolling(token), token)).toMatchObject({
      outcome: "refused",
      reason: "token-revoked",
    });
    expect(await store.token(token.id)).toBeUndefined();
  });

  test("without the right to be enrolled a token without a row is unknown", async () => {
    const { store } = await open();
    const token = signed();
    expect(await store.admit(sampleRequest(token))).toMatchObject({ reason: "token-unknown" });
  });

  test.each([{ selector: { jti: "j-1" } }, { selector: { key: "key_1" } }])(
    "a revocation by $selector counts the token, ends its session and refuses it from then on",
    async ({ selector }) => {
      const { store } = await open();
      const token = signed();
      const other = signed({ id: "sg_other", jti: "j-2", keyId: "key_2" });
      const request = enrolling(token);
      await store.admit(request, token);
      await store.admit(enrolling(other), other);
      const { rule, endedSessionIds } = await store.revoke(sampleRevocation({ selector }));
      expect(rule.tokens).toBe(1);
      expect(endedSessionIds).toEqual([request.session.id]);
      expect(await store.admit(enrolling(token), token)).toMatchObject({ reason: "token-revoked" });
      expect(await store.admit(enrolling(other), other)).toMatchObject({ outcome: "admitted" });
    },
  );

  test("a signed token that was shortened or revoked keeps its row until its text has ended, too", async () => {
    const { store } = await open();
    const textEnds = START_SECONDS + 500;
    const token = signed({ expiresAtSeconds: START_SECONDS + 1, claims: [["exp", textEnds]] });
    const endless = signed({ id: "sg_endless", jti: "j-2", expiresAtSeconds: START_SECONDS + 1, claims: [] });
    await store.insertTokens([token, endless]);
    await store.revokeToken("acme", token.id, START_SECONDS);
    expect(await store.prune("tokens", textEnds, 9)).toBe(0);
    expect(await store.admit(enrolling(token), token)).toMatchObject({ reason: "token-revoked" });
    expect(await store.prune("tokens", textEnds + 1, 9)).toBe(1);
    expect(await store.token(endless.id)).toBeDefined();
  });

  test("a signed token that was erased with its viewer is not taken in again", async () => {
    const { store, reopen } = await open();
    const token = signed({ user: "eve" });
    await store.insertTokens([token]);
    expect(await store.eraseTokens({ organization: "acme", user: "eve", nowSeconds: START_SECONDS }, 9)).toBe(
      1,
    );
    const later = (await reopen?.()) ?? store;
    expect(await later.admit(enrolling(token), token)).toMatchObject({ reason: "token-revoked" });
    expect(await later.token(token.id)).toBeUndefined();
  });

  test("claims, key and profile come back as they were written", async () => {
    const { store } = await open();
    const token = signed({ claims: [["catu", { path: { prefix: "/live/" } }]], profile: "akamai-2024" });
    await store.insertTokens([token]);
    expect(await store.token(token.id)).toEqual(token);
  });
}

function signed(changes: Partial<TokenRecord> = {}): TokenRecord {
  return sampleToken({
    id: "sg_sample",
    kind: "jwt",
    secretHash: new Uint8Array(),
    maxUses: undefined,
    issuedBy: undefined,
    keyId: "key_1",
    jti: "j-1",
    profile: "sluice",
    ...changes,
  });
}

function enrolling(token: TokenRecord) {
  return { ...sampleRequest(token), mayEnrol: true };
}
