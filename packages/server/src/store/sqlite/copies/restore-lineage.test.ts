import { expect, test } from "vitest";
import { START_SECONDS, sampleRequest, sampleToken } from "../../conformance/samples.ts";
import type { Store } from "../../store.ts";
import type { TokenRecord } from "../../token-record.ts";
import { restorable } from "./testing/restorable.ts";

const organization = "acme";

test("a copy of the past keeps who was made from whom: what is withdrawn above stays so below", async () => {
  const world = await restorable();
  const parent = await issued(world.store(), { maxUses: 2, delegation: { depth: 1 } });
  const child = await issued(world.store(), { maxUses: undefined, lineage: [parent.id] });
  const copy = await world.copy(0);
  expect(await enter(world.store(), child, parent)).toBe("admitted");
  expect(await world.restore(copy)).toMatchObject({ relation: "past" });
  expect(await world.store().token(child.id)).toMatchObject({ lineage: [parent.id], uses: 1 });
  expect((await world.store().liveSessions()).map(({ lineage }) => lineage)).toEqual([[parent.id]]);
  expect(await enter(world.store(), child, parent)).toBe("admitted");
  expect(await enter(world.store(), child, parent)).toBe("token-already-used");
  await world.store().revokeToken(organization, parent.id, START_SECONDS);
  await world.restore(copy);
  expect(await enter(world.store(), child, parent)).toBe("token-revoked");
});

test("tokens made after a copy go with it, and come back with a newer one as they were made", async () => {
  const world = await restorable();
  const parent = await issued(world.store(), { maxUses: undefined, delegation: { depth: 2 } });
  const older = await world.copy(0);
  const child = await issued(world.store(), { lineage: [parent.id], delegation: { depth: 1 } });
  const newer = await world.copy(1);
  await world.restore(older);
  expect(await enter(world.store(), child, parent)).toBe("token-unknown");
  await world.restore(newer);
  const expected = { lineage: [parent.id], delegation: { depth: 1 } };
  expect(await world.store().token(child.id)).toMatchObject(expected);
  expect(await enter(world.store(), child, parent)).toBe("admitted");
});

test("a session of a token that was made after the copy, from another such, ends", async () => {
  const world = await restorable();
  const copy = await world.copy(0);
  const parent = await issued(world.store(), { maxUses: undefined, delegation: { depth: 1 } });
  const child = await issued(world.store(), { lineage: [parent.id] });
  await enter(world.store(), child, parent);
  expect(await world.restore(copy)).toMatchObject({ tokensWithdrawn: 2, sessionsEnded: 1 });
  expect(await world.store().liveSessions()).toEqual([]);
});

async function issued(store: Store, changes: Partial<TokenRecord>): Promise<TokenRecord> {
  const token = sampleToken(changes);
  await store.insertTokens([token]);
  return token;
}

/** How an entry with a token below another ends: `admitted`, or the reason of its refusal. */
async function enter(store: Store, token: TokenRecord, parent: TokenRecord): Promise<string> {
  const { session, checks, ...request } = sampleRequest(token, { lineage: [parent.id] });
  const above = sampleRequest(parent).checks.map(check => ({ ...check, token: parent.id }));
  const admission = await store.admit({ ...request, session, checks: [...checks, ...above] });
  return admission.outcome === "refused" ? admission.reason : admission.outcome;
}
