import { expect, test } from "vitest";
import type { TokenRecord } from "../token-record.ts";
import { START_SECONDS, sampleRequest, sampleRevocation, sampleToken } from "./samples.ts";
import type { OpenStore } from "./subject.ts";

const END = START_SECONDS + 60;

/** Sessions that go on beyond their token's end: only while the token would still be admitted. */
export function renewalConformance(open: OpenStore): void {
  test("a live session gets a later end, and keeps it and its folder", async () => {
    const { store, reopen } = await open();
    const { token, id } = await playing(store);
    const renewed = await store.renewSession(orderOf(id));
    expect(renewed).toMatchObject({ id, untilSeconds: END + 300 });
    expect(await store.session(id)).toEqual(renewed);
    expect(renewed).toMatchObject({ entryFolder: "live/a/480p", renewal: { extendSeconds: 300 } });
    expect((await store.token(token.id))?.uses).toBe(1);
    if (reopen) expect(await (await reopen()).session(id)).toEqual(renewed);
  });

  test("an end never passes the session's cap, and is never taken back", async () => {
    const { store } = await open();
    const { id } = await playing(store);
    expect(await store.renewSession({ ...orderOf(id), untilSeconds: END + 1_000_000 })).toMatchObject({
      untilSeconds: START_SECONDS + 3600,
    });
    expect(await store.renewSession(orderOf(id))).toMatchObject({ untilSeconds: START_SECONDS + 3600 });
  });

  test("a revoked token renews nothing, whatever revoked it", async () => {
    const { store } = await open();
    const one = await playing(store);
    const two = await playing(store, { user: "eve" });
    const nowSeconds = START_SECONDS + 30;
    await store.revokeToken("acme", one.token.id, nowSeconds);
    await store.revoke(sampleRevocation({ nowSeconds }));
    for (const { id } of [one, two]) {
      const before = await store.session(id);
      expect(await store.renewSession(orderOf(id))).toBeUndefined();
      expect(await store.session(id)).toEqual(before);
    }
  });

  test("a rule that ended nothing yet still stops a renewal", async () => {
    const { store } = await open();
    await store.revoke(sampleRevocation({ selector: { tag: "old" }, nowSeconds: START_SECONDS - 10 }));
    const { id } = await playing(store, { tag: "new" });
    expect(await store.renewSession(orderOf(id))).toBeDefined();
  });

  test("a suspended token and one that is gone renew nothing", async () => {
    const { store } = await open();
    const { token, id } = await playing(store);
    const order = { organization: "acme", id: token.id, nowSeconds: START_SECONDS + 30 };
    await store.suspendToken(order);
    expect(await store.renewSession(orderOf(id))).toBeUndefined();
    expect(await store.renewSession(orderOf("no such session"))).toBeUndefined();
  });

  test("a session that has ended, or whose end has come, is not revived", async () => {
    const { store } = await open();
    const { id } = await playing(store);
    expect(await store.renewSession({ ...orderOf(id), nowSeconds: END })).toBeUndefined();
    await store.endSessions([id], "operator", START_SECONDS + 30);
    expect(await store.renewSession(orderOf(id))).toBeUndefined();
  });

  test("a session keeps the end that it has got when anything but the token's end is changed", async () => {
    const { store } = await open();
    const { token, id } = await playing(store, { expiresAtSeconds: END, disconnectAtExpiry: true });
    await store.renewSession(orderOf(id));
    await update(store, token, { tag: "new" });
    expect(await store.session(id)).toMatchObject({ tag: "new", untilSeconds: END + 300 });
  });

  test("an end that an operator sets is the last, and no renewal passes it", async () => {
    const { store } = await open();
    const { token, id } = await playing(store, { expiresAtSeconds: END, disconnectAtExpiry: true });
    await store.renewSession(orderOf(id));
    await update(store, token, { expiresAtSeconds: END + 100 });
    const renewal = { extendSeconds: 300, latestSeconds: END + 100 };
    expect(await store.session(id)).toMatchObject({ untilSeconds: END + 100, renewal });
  });

  test("a renewal of the token itself leaves its sessions' renewals as they are", async () => {
    const { store } = await open();
    const { token, id } = await playing(store, { expiresAtSeconds: END, disconnectAtExpiry: true });
    await update(store, token, { expiresAtSeconds: END + 100 }, true);
    const session = await store.session(id);
    expect(session?.untilSeconds).toBe(END + 100);
    expect(session?.renewal?.latestSeconds).toBeUndefined();
  });

  test("of a revocation and a renewal in one moment the revocation stands", async () => {
    const { store } = await open();
    const all = await Promise.all(Array.from({ length: 10 }, () => playing(store)));
    await Promise.all(
      all.flatMap(({ token, id }, index) => [
        ...(index % 2 === 0 ? [store.renewSession(orderOf(id))] : []),
        store.revokeToken("acme", token.id, START_SECONDS + 30),
        store.renewSession(orderOf(id)),
      ]),
    );
    for (const { id } of all) expect(await store.session(id)).toMatchObject({ endReason: "revoked" });
  });
}

async function update(
  store: Awaited<ReturnType<OpenStore>>["store"],
  token: TokenRecord,
  changes: Partial<TokenRecord>,
  isRenewal = false,
): Promise<void> {
  const limits = { ...token, ...changes };
  const { id, version } = token;
  const order = { organization: "acme", id, version, limits, nowSeconds: START_SECONDS + 40, isRenewal };
  expect((await store.updateToken(order)).outcome).toBe("updated");
}

const orderOf = (sessionId: string) => ({
  sessionId,
  untilSeconds: END + 300,
  nowSeconds: START_SECONDS + 30,
});

async function playing(
  store: Awaited<ReturnType<OpenStore>>["store"],
  changes: Partial<TokenRecord> = {},
): Promise<{ readonly token: TokenRecord; readonly id: string }> {
  const token = sampleToken({ maxUses: undefined, kind: "cat", ...changes });
  await store.insertTokens([token]);
  const request = sampleRequest(token, {
    untilSeconds: END,
    capSeconds: START_SECONDS + 3600,
    entryFolder: "live/a/480p",
    renewal: { extendSeconds: 300, windowSeconds: 60, latestSeconds: undefined, fromSeconds: undefined },
  });
  expect((await store.admit(request)).outcome).toBe("admitted");
  return { token, id: request.session.id };
}
