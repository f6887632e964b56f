import { expect, test } from "vitest";
import { IDEMPOTENCY_SECONDS, type IdempotencyRecord } from "../idempotency.ts";
import { START_SECONDS, sampleToken } from "./samples.ts";
import type { OpenStore } from "./subject.ts";

/** Requests that make their tokens once. */
export function idempotencyConformance(open: OpenStore): void {
  test("200 parallel requests under one key make one set of tokens, and all learn of it", async () => {
    const { store } = await open();
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, () => {
        const tokens = [sampleToken({ user: "u" }), sampleToken({ user: "u" })];
        return store.insertTokensOnce(tokens, requestOf({ tokenIds: tokens.map(({ id }) => id) }));
      }),
    );
    const { items } = await store.listTokens({ organization: "acme", user: "u", limit: 200 });
    expect(items).toHaveLength(2);
    expect(outcomes.filter(earlier => earlier === undefined)).toHaveLength(1);
    const ids = items.map(({ id }) => id).toReversed();
    for (const earlier of outcomes) if (earlier) expect(earlier.tokenIds).toEqual(ids);
  });

  test("a request reads back as it was kept, also after the store is opened again", async () => {
    const { store, reopen } = await open();
    const token = sampleToken();
    const request = requestOf({ tokenIds: [token.id] });
    expect(await store.idempotentRequest(request, START_SECONDS)).toBeUndefined();
    await store.insertTokensOnce([token], request);
    const later = (await reopen?.()) ?? store;
    const found = await later.idempotentRequest(request, START_SECONDS + IDEMPOTENCY_SECONDS - 1);
    expect(plain(found)).toEqual(plain(request));
    expect(await later.insertTokensOnce([sampleToken()], request)).toBeDefined();
  });

  test("after 24 hours the key is free again", async () => {
    const { store } = await open();
    const request = requestOf({});
    await store.insertTokensOnce([sampleToken()], request);
    const tomorrow = START_SECONDS + IDEMPOTENCY_SECONDS;
    expect(await store.idempotentRequest(request, tomorrow)).toBeUndefined();
    const again = { ...request, tokenIds: ["again"], createdAtSeconds: tomorrow };
    expect(await store.insertTokensOnce([sampleToken()], again)).toBeUndefined();
    expect((await store.idempotentRequest(request, tomorrow))?.tokenIds).toEqual(["again"]);
  });

  test("another key, API key or organization has requests of its own", async () => {
    const { store } = await open();
    const request = requestOf({});
    await store.insertTokensOnce([sampleToken()], request);
    for (const other of [
      { ...request, keyHash: new Uint8Array([9]) },
      { ...request, apiKey: "sk_other" },
      { ...request, organization: "other" },
    ]) {
      expect(await store.idempotentRequest(other, START_SECONDS)).toBeUndefined();
    }
  });

  test("tokens that cannot be added leave no trace of their request", async () => {
    const { store } = await open();
    const token = sampleToken();
    await store.insertTokens([token]);
    const request = requestOf({ tokenIds: [token.id] });
    await expect(store.insertTokensOnce([sampleToken(), token], request)).rejects.toThrow();
    expect(await store.idempotentRequest(request, START_SECONDS)).toBeUndefined();
  });
}

function requestOf(changes: Partial<IdempotencyRecord>): IdempotencyRecord {
  return {
    organization: "acme",
    apiKey: "sk_sample00",
    keyHash: new Uint8Array([1, 2, 3]),
    requestHash: new Uint8Array([4, 5]),
    tokenIds: [],
    sealed: "v1.sealed",
    createdAtSeconds: START_SECONDS,
    ...changes,
  };
}

function plain(request: IdempotencyRecord | undefined) {
  return request && { ...request, keyHash: [...request.keyHash], requestHash: [...request.requestHash] };
}
