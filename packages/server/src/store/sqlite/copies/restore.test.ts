import { copyFileSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import {
  START_SECONDS,
  sampleApiKey,
  sampleDecision,
  sampleRequest,
  sampleRevocation,
  sampleToken,
} from "../../conformance/samples.ts";
import type { ObjectWrite } from "../../objects.ts";
import type { Store } from "../../store.ts";
import type { TokenRecord } from "../../token-record.ts";
import { alter, restorable } from "./testing/restorable.ts";

const organization = "acme";

describe("a copy of the past", () => {
  test("brings no use back: a one-time token that was spent after it stays spent", async () => {
    const world = await restorable();
    const token = await issued(world.store());
    const copy = await world.copy(0);
    expect(await enter(world.store(), token)).toBe("admitted");
    expect(await world.restore(copy)).toMatchObject({ relation: "past", tokensWithdrawn: 0 });
    expect(await enter(world.store(), token)).toBe("token-already-used");
  });

  test("brings no token back that was revoked, suspended or narrowed after it", async () => {
    const world = await restorable();
    const [revoked, suspended, ruled, narrowed] = (await Promise.all(
      ["a", "b", "c", "d"].map(user => issued(world.store(), { kind: "access", maxUses: undefined, user })),
    )) as [TokenRecord, TokenRecord, TokenRecord, TokenRecord];
    const copy = await world.copy(0);
    const store = world.store();
    const at = { organization, nowSeconds: START_SECONDS };
    await store.revokeToken(organization, revoked.id, START_SECONDS);
    await store.suspendToken({ ...at, id: suspended.id });
    await store.revoke(sampleRevocation({ selector: { user: "c" } }));
    const limits = { ...narrowed, expiresAtSeconds: START_SECONDS + 1 };
    await store.updateToken({ ...at, id: narrowed.id, version: 1, limits });
    await world.restore(copy);
    expect(await enter(world.store(), revoked)).toBe("token-revoked");
    expect(await enter(world.store(), suspended)).toBe("token-suspended");
    expect(await enter(world.store(), ruled)).toBe("token-revoked");
    expect(await world.store().token(narrowed.id)).toMatchObject({ expiresAtSeconds: START_SECONDS + 1 });
  });

  test("takes back the tokens that were issued after it, and ends their sessions", async () => {
    const world = await restorable();
    const [old] = [await issued(world.store())];
    const copy = await world.copy(0);
    const newer = await issued(world.store(), { kind: "access", maxUses: undefined });
    const held = await sessionOf(world.store(), old);
    const lost = await sessionOf(world.store(), newer);
    const report = await world.restore(copy);
    expect(report).toMatchObject({ tokensWithdrawn: 1, sessionsEnded: 1 });
    expect(await world.store().token(newer.id)).toBeUndefined();
    expect(await enter(world.store(), newer)).toBe("token-unknown");
    const { items } = await world.store().listTokens({ organization, limit: 10 });
    expect(items.map(({ id }) => id)).toEqual([old.id]);
    expect(await world.store().session(lost)).toMatchObject({ endReason: "revoked" });
    // Who plays with a token that the copy knows plays on, also when that began later.
    expect((await world.store().liveSessions()).map(({ id }) => id)).toEqual([held]);
  });

  test("leaves ended sessions ended, API keys removed and the clock where it is", async () => {
    const world = await restorable();
    const store = world.store();
    const [kept, removed] = [sampleApiKey(), sampleApiKey()];
    await store.putApiKey(kept);
    await store.putApiKey(removed);
    const token = await issued(store, { kind: "access", maxUses: undefined });
    const session = await sessionOf(store, token);
    const copy = await world.copy(0);
    const added = sampleApiKey();
    await store.putApiKey(added);
    await store.deleteApiKey(removed.id);
    await store.endSessions([session], "operator", START_SECONDS + 1);
    await store.setHighWaterSeconds(START_SECONDS + 999);
    await world.restore(copy);
    expect(await world.store().apiKeyByHash(removed.hash)).toBeUndefined();
    expect(await world.store().apiKeyByHash(kept.hash)).toMatchObject({ id: kept.id });
    // Whoever has made a new key would be locked out without it.
    expect(await world.store().apiKeyByHash(added.hash)).toMatchObject({ id: added.id });
    expect(await world.store().session(session)).toMatchObject({ endReason: "operator" });
    expect(await world.store().highWaterSeconds()).toBe(START_SECONDS + 999);
  });

  test("brings declared things back as they were, at versions that nobody has read", async () => {
    const world = await restorable();
    const store = world.store();
    await store.writeObjects([put("kept", 0, 1), put("changed", 0, 1), put("removed", 0, 1)], 1);
    const copy = await world.copy(0);
    await store.writeObjects([put("changed", 1, 2), put("new", 0, 2)], 2);
    await store.writeObjects([put("changed", 2, 3)], 3);
    await store.writeObjects(
      [{ write: "remove", kind: "application", organization, id: "removed", version: 1 }],
      3,
    );
    expect(await world.restore(copy)).toMatchObject({ objectsChanged: 3 });
    const objects = (await world.store().objects()).map(({ id, document, version }) => [
      id,
      document,
      version,
    ]);
    expect(objects.toSorted()).toEqual([
      ["changed", { value: 1 }, 4],
      ["kept", { value: 1 }, 1],
      ["removed", { value: 1 }, 2],
    ]);
  });

  test("keeps the audit chain whole and goes on behind it", async () => {
    const world = await restorable();
    const entry = (action: string) => auditEntry(action);
    await world.store().appendAudit(entry("one"));
    const copy = await world.copy(0);
    await world.store().appendAudit(entry("two"));
    await world.restore(copy);
    const rows = await world.store().auditRows(organization, 0, 10);
    expect(rows.map(({ action }) => action)).toEqual(["one", "two", "server.restore"]);
    expect(rows.map(({ previousHash }) => previousHash)).toEqual([
      "0".repeat(64),
      rows[0]?.hash,
      rows[1]?.hash,
    ]);
    expect(await world.store().auditEnd(organization)).toMatchObject({
      head: { number: 3, hash: rows[2]?.hash },
    });
  });

  test("forgets no decision and no usage", async () => {
    const world = await restorable();
    const copy = await world.copy(0);
    await world.store().appendDecisions([sampleDecision("REF1")], 10);
    const nobody = { application: undefined, stream: undefined, user: undefined, tag: undefined };
    const additions = [
      { subject: { organization, ...nobody }, atSeconds: START_SECONDS, figures: { sessions: 1 } },
    ];
    await world.store().recordActivity([], { additions });
    await world.restore(copy);
    expect(await world.store().decision("REF1")).toBeDefined();
    const range = {
      organization,
      by: "organization",
      step: "day",
      fromSeconds: 0,
      untilSeconds: 2e9,
    } as const;
    expect(await world.store().totalUsage(range)).toMatchObject({ sessions: 1 });
  });

  test("does not bring back what was removed for good", async () => {
    const world = await restorable();
    const erased = await issued(world.store());
    const copy = await world.copy(0);
    await world.store().close();
    alter(world.file, `DELETE FROM tokens WHERE id = '${erased.id}'`);
    await world.restore(copy);
    expect(await enter(world.store(), erased)).toBe("token-unknown");
  });

  test("after which a newer copy is restored brings its tokens again, as spent and withdrawn as they were", async () => {
    const world = await restorable();
    const older = await world.copy(0);
    const fresh = await issued(world.store());
    const spent = await issued(world.store());
    const revoked = await issued(world.store());
    const newer = await world.copy(1);
    await enter(world.store(), spent);
    await world.store().revokeToken(organization, revoked.id, START_SECONDS);
    const afterAll = await issued(world.store());
    expect(await world.restore(older)).toMatchObject({ tokensWithdrawn: 4 });
    expect(await world.restore(newer)).toMatchObject({ relation: "past", tokensReturned: 3 });
    expect(await enter(world.store(), spent)).toBe("token-already-used");
    expect(await enter(world.store(), revoked)).toBe("token-revoked");
    expect(await enter(world.store(), afterAll)).toBe("token-unknown");
    expect(await enter(world.store(), fresh)).toBe("admitted");
    const listed = await world.store().listTokens({ organization, stream: "live/a", limit: 10 });
    expect(listed.items.map(({ id }) => id).toSorted()).toEqual([fresh.id, spent.id, revoked.id].toSorted());
  });
});

describe("an erased viewer's token is noted without a name, and comes back with no copy:", () => {
  /** As an erasure leaves it. */
  const erase = (file: string, id: string): void =>
    alter(
      file,
      `PRAGMA secure_delete = ON;
       INSERT INTO withdrawn_tokens (id, organization, uses, revoked_at_seconds) VALUES ('${id}', 'acme', 0, 1);
       DELETE FROM tokens WHERE id = '${id}'; DELETE FROM sessions WHERE token_id = '${id}'`,
    );

  test("one of the past", async () => {
    const world = await restorable();
    const token = await issued(world.store(), { user: "planted-viewer" });
    const copy = await world.copy(0);
    await world.store().close();
    erase(world.file, token.id);
    expect(await world.restore(copy)).toMatchObject({ relation: "past", tokensReturned: 0 });
    expect(await enter(world.store(), token)).toBe("token-unknown");
    await world.store().close();
    expect(readFileSync(world.file).includes("planted-viewer")).toBe(false);
  });

  test("one of another database, whose own sessions and decisions about it go, too", async () => {
    const world = await restorable();
    const token = await issued(world.store(), { user: "planted-viewer" });
    await sessionOf(world.store(), token);
    const decision = { ...sampleDecision("REF1"), user: "planted-viewer", tokenId: token.id };
    await world.store().appendDecisions([decision], 10);
    const copy = await world.copy(0);
    const elsewhere = await restorable();
    await elsewhere.store().close();
    erase(elsewhere.file, token.id);
    expect(await elsewhere.restore(copy)).toMatchObject({ relation: "other" });
    expect(await enter(elsewhere.store(), token)).toBe("token-unknown");
    await elsewhere.store().close();
    expect(readFileSync(elsewhere.file).includes("planted-viewer")).toBe(false);
  });
});

describe("a copy of another database", () => {
  test("is told from a copy of the past, also when both went on from one copy", async () => {
    const world = await restorable();
    await issued(world.store());
    const common = await world.copy(0);
    copyFileSync(common, `${world.file}.other`);
    const other = await restorable(`${world.file}.other`);
    // The other one goes on for itself once it was restored somewhere.
    const stranger = await restorable();
    expect(stranger.judge(common)).toMatchObject({ relation: "other", isInUse: false });
    await stranger.restore(common);
    const ofStranger = await stranger.copy(5);
    expect(world.judge(ofStranger)).toMatchObject({ relation: "other", isInUse: true });
    expect(stranger.judge(await other.copy(5))).toMatchObject({ relation: "other" });
    expect(stranger.judge(common)).toMatchObject({ relation: "past" });
    expect(stranger.judge(ofStranger)).toMatchObject({ relation: "past" });
  });

  test("is taken as it is, and what is known of its tokens stays known", async () => {
    const world = await restorable();
    const spent = await issued(world.store());
    const revoked = await issued(world.store());
    const playing = await issued(world.store(), { kind: "access", maxUses: undefined });
    const session = await sessionOf(world.store(), playing);
    const key = sampleApiKey();
    await world.store().putApiKey(key);
    await world.store().appendAudit(auditEntry("one"));
    await world.store().writeObjects([put("a", 0, 1)], 1);
    const copy = await world.copy(10);
    const elsewhere = await restorable();
    const ours = { ...spent, uses: 1 };
    const gone = sampleToken();
    await elsewhere.store().insertTokens([ours, { ...revoked, revokedAtSeconds: START_SECONDS }, gone]);
    await elsewhere.store().revoke(sampleRevocation({ selector: { user: "eve" } }));
    const ownKey = sampleApiKey();
    await elsewhere.store().putApiKey(ownKey);
    await elsewhere.store().setHighWaterSeconds(START_SECONDS + 5);
    expect(await elsewhere.restore(copy)).toMatchObject({
      relation: "other",
      tokensWithdrawn: 1,
      sessionsEnded: 1,
      objectsChanged: 1,
    });
    const store = elsewhere.store();
    expect(await enter(store, spent)).toBe("token-already-used");
    expect(await enter(store, revoked)).toBe("token-revoked");
    expect(await enter(store, gone)).toBe("token-unknown");
    expect(await enter(store, playing)).toBe("admitted");
    const eves = sampleToken({ user: "eve" });
    await store.insertTokens([eves]);
    expect(await enter(store, eves)).toBe("token-revoked");
    expect(await store.session(session)).toMatchObject({ endReason: "revoked" });
    expect(await store.apiKeyByHash(key.hash)).toBeDefined();
    expect(await store.apiKeyByHash(ownKey.hash)).toBeDefined();
    expect(await store.highWaterSeconds()).toBe(START_SECONDS + 5);
    const rows = await store.auditRows(organization, 0, 10);
    expect(rows.map(({ action }) => action)).toEqual(["one", "server.restore"]);
  });
});

describe("a file that cannot be restored", () => {
  test.for([
    "no database",
    "cut off",
    "a page overwritten",
    "a trigger of its own",
    "another's tables",
    "empty",
  ])("is known: %s", async kind => {
    const world = await restorable();
    await issued(world.store());
    const copy = await world.copy(0);
    spoil(copy, kind);
    expect(world.judge(copy)).toEqual({ fault: "damaged" });
  });

  test("is known: another master key's", async () => {
    const world = await restorable();
    const copy = await world.copy(0);
    alter(copy, "UPDATE master_key SET key_check = zeroblob(32)");
    expect(world.judge(copy)).toEqual({ fault: "other-master-key" });
    alter(copy, "DELETE FROM master_key");
    expect(world.judge(copy)).toEqual({ fault: "other-master-key" });
  });

  test("is known: a newer program's", async () => {
    const world = await restorable();
    const copy = await world.copy(0);
    alter(copy, "PRAGMA user_version = 999");
    expect(world.judge(copy)).toEqual({ fault: "newer" });
  });
});

test("every table has its place in a restore", async () => {
  // Whoever adds a table decides what becomes of it in take-back.ts and take-over.ts, and adds it here.
  const asTheyAre = ["api_keys", "audit", "audit_heads", "clock", "decisions", "master_key", "revocations"];
  const alsoAsTheyAre = [
    "sessions",
    "stream_totals",
    "subscribers",
    "token_keys",
    "usage",
    "webhook_deliveries",
    "webhook_health",
    "lineage",
    "copy_stamp",
  ];
  const changed = ["idempotency", "objects", "token_applications", "token_streams", "token_suspensions"];
  const alsoChanged = ["tokens", "withdrawn_tokens"];
  const world = await restorable();
  await world.store().close();
  const known = [...asTheyAre, ...alsoAsTheyAre, ...changed, ...alsoChanged];
  expect(known.toSorted()).toEqual(tablesOf(world.file));
});

test("a copy is one file for its owner alone, and holds what was committed when it began", async () => {
  const world = await restorable();
  const before = await issued(world.store());
  const copying = world.copy(3);
  const after = await issued(world.store());
  const copy = await copying;
  expect(statSync(copy).mode & 0o777).toBe(0o600);
  expect(world.judge(copy)).toMatchObject({ takenAtMilliseconds: (START_SECONDS + 3) * 1000 });
  const text = readFileSync(copy, "latin1");
  expect(text).toContain(before.id);
  expect(text).not.toContain(after.id);
});

function spoil(copy: string, kind: string): void {
  if (kind === "no database") writeFileSync(copy, "this is no database".repeat(1000));
  if (kind === "cut off") truncateSync(copy, 20_000);
  if (kind === "a page overwritten") {
    const bytes = readFileSync(copy);
    writeFileSync(copy, bytes.fill(0x55, 8192, 16_384));
  }
  if (kind === "a trigger of its own")
    alter(copy, "CREATE TRIGGER t AFTER INSERT ON tokens BEGIN DELETE FROM revocations; END");
  if (kind === "another's tables") {
    writeFileSync(copy, "");
    alter(copy, "CREATE TABLE mine (a); PRAGMA user_version = 3");
  }
  if (kind === "empty") writeFileSync(copy, "");
}

function tablesOf(file: string): readonly unknown[] {
  const database = new DatabaseSync(file, { readOnly: true });
  const sql =
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
  const names = database
    .prepare(sql)
    .all()
    .map(row => row.name);
  database.close();
  return names;
}

function put(id: string, version: number, value: number): ObjectWrite {
  return { write: "put", kind: "application", organization, id, version, document: { value } };
}

function auditEntry(action: string) {
  return {
    organization,
    actor: "key",
    address: undefined,
    action,
    subject: { kind: "token", id: "t" },
    user: undefined,
    before: undefined,
    after: undefined,
    atMilliseconds: START_SECONDS * 1000,
  };
}

async function issued(store: Store, changes: Partial<TokenRecord> = {}): Promise<TokenRecord> {
  const token = sampleToken(changes);
  await store.insertTokens([token]);
  return token;
}

/** How an entry with the token ends: `admitted`, or the reason of its refusal. */
async function enter(store: Store, token: TokenRecord): Promise<string> {
  const admission = await store.admit(sampleRequest(token));
  return admission.outcome === "refused" ? admission.reason : admission.outcome;
}

async function sessionOf(store: Store, token: TokenRecord): Promise<string> {
  const request = sampleRequest(token);
  expect((await store.admit(request)).outcome).toBe("admitted");
  return request.session.id;
}
