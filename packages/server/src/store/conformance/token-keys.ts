import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import type { TokenKeyRecord, TokenKeySettings, TokenKeyWrite } from "../token-keys.ts";
import { START_SECONDS, sampleAuditEntry } from "./samples.ts";
import type { OpenStore } from "./subject.ts";

/** An active HS256 key of the whole organization, unless told otherwise. */
export function sampleTokenKey(changes: Partial<TokenKeySettings> = {}): TokenKeySettings {
  const id = `key_${randomBytes(6).toString("hex")}`;
  return {
    id,
    organization: "acme",
    name: "player",
    kid: id,
    algorithm: "HS256",
    source: "created",
    state: "active",
    sealedJwk: "v1.sealed",
    valueEncoding: undefined,
    publicJwk: undefined,
    jwksUrl: undefined,
    allowPrivate: false,
    issuer: undefined,
    audiences: [],
    claimMap: undefined,
    labelProfile: undefined,
    readings: undefined,
    application: undefined,
    role: undefined,
    caps: { longestTtlSeconds: undefined, streams: undefined, actions: undefined, applications: undefined },
    activatesAtSeconds: undefined,
    verifyOnlyAtSeconds: undefined,
    retiresAtSeconds: undefined,
    createdAtSeconds: START_SECONDS,
    createdBy: "start",
    ...changes,
  };
}

/** A key as the store answers it. */
export function tokenKeyRecord(
  settings: TokenKeySettings,
  changes: Partial<TokenKeyRecord> = {},
): TokenKeyRecord {
  return { ...settings, version: 1, lastUsedAtSeconds: undefined, fetched: undefined, ...changes };
}

const put = (key: TokenKeySettings, version = 0): TokenKeyWrite => ({ write: "put", key, version });
const { organization } = sampleTokenKey();

/** Keys that vouch for tokens: written together, at their versions, with one kid each. */
export function tokenKeyConformance(open: OpenStore): void {
  test("keys come back as they were given, in the order in which they were made", async () => {
    const { store, reopen } = await open();
    const rich = sampleTokenKey({
      publicJwk: { kty: "OKP", crv: "Ed25519", x: "eA" },
      valueEncoding: "text",
      audiences: ["a"],
      readings: { hexPayload: true, labels: { or: 10 } },
      application: "live",
      role: "default",
      caps: { longestTtlSeconds: 5, streams: ["live/a"], actions: ["play"], applications: ["live"] },
      retiresAtSeconds: 9,
    });
    const plain = sampleTokenKey({ organization: "other" });
    const written = await store.writeTokenKeys([put(rich), put(plain)]);
    const records = [tokenKeyRecord(rich), tokenKeyRecord(plain)];
    expect(written).toEqual({ outcome: "written", keys: records });
    expect(await ((await reopen?.()) ?? store).tokenKeys()).toEqual(records);
  });

  test("a change is made at its version only, and counts the version up", async () => {
    const { store } = await open();
    const key = sampleTokenKey();
    await store.writeTokenKeys([put(key)]);
    const renamed = put({ ...key, name: "new" }, 1);
    expect(await store.writeTokenKeys([renamed])).toMatchObject({
      outcome: "written",
      keys: [{ version: 2 }],
    });
    expect(await store.writeTokenKeys([renamed])).toEqual({ outcome: "stale", id: key.id });
    const removal = { write: "remove", organization, id: key.id } as const;
    expect(await store.writeTokenKeys([{ ...removal, version: 1 }])).toEqual({
      outcome: "stale",
      id: key.id,
    });
    const elsewhere = { ...removal, organization: "other", version: 2 };
    expect(await store.writeTokenKeys([elsewhere])).toEqual({ outcome: "stale", id: key.id });
    expect(await store.writeTokenKeys([{ ...removal, version: 2 }])).toEqual({
      outcome: "written",
      keys: [],
    });
    expect(await store.tokenKeys()).toEqual([]);
  });

  test("keys that are written together are written all or not at all, with their audit entry", async () => {
    const { store } = await open();
    const [old, next] = [sampleTokenKey({ role: "default" }), sampleTokenKey({ role: "default" })];
    await store.writeTokenKeys([put(old)]);
    const previous = { ...old, role: "previous" } as const;
    const audit = () => sampleAuditEntry({ organization, action: "token-key.rotate" });
    const onlyWritten = (outcome: { outcome: string }) =>
      outcome.outcome === "written" ? audit() : undefined;
    const stale = await store.writeTokenKeys([put(next), put(previous, 7)], onlyWritten);
    expect(stale).toEqual({ outcome: "stale", id: old.id });
    expect(await store.tokenKeys()).toEqual([tokenKeyRecord(old)]);
    await store.writeTokenKeys([put(next), put(previous, 1)], onlyWritten);
    expect(await store.tokenKeys()).toEqual([tokenKeyRecord(previous, { version: 2 }), tokenKeyRecord(next)]);
    expect((await store.listAudit({ organization, limit: 9 })).items).toHaveLength(1);
  });

  test("a kid belongs to one key of its organization, also after that key has retired", async () => {
    const { store } = await open();
    const key = sampleTokenKey({ kid: "edge", state: "retired" });
    await store.writeTokenKeys([put(key)]);
    const taken = await store.writeTokenKeys([put(sampleTokenKey({ kid: "edge" }))]);
    expect(taken).toEqual({ outcome: "kid-taken", kid: "edge" });
    const elsewhere = sampleTokenKey({ kid: "edge", organization: "other" });
    expect(await store.writeTokenKeys([put(elsewhere)])).toMatchObject({ outcome: "written" });
  });

  test("uses and fetched sets are kept beside the versions, and outlive a change", async () => {
    const { store, reopen } = await open();
    const key = sampleTokenKey({ source: "jwks", jwksUrl: "https://example.com/jwks" });
    await store.writeTokenKeys([put(key)]);
    const fetched = {
      keys: [{ kty: "OKP", x: "eA" }],
      fetchedAtSeconds: 3,
      attemptedAtSeconds: 4,
      error: "404",
    };
    await store.recordTokenKeyUse(key.id, 20);
    await store.recordTokenKeyUse(key.id, 10);
    await store.recordTokenKeyUse("key_unknown", 10);
    await store.recordFetchedKeys(key.id, fetched);
    await store.recordFetchedKeys("key_unknown", fetched);
    await store.writeTokenKeys([put(key, 1)]);
    const kept = tokenKeyRecord(key, { version: 2, lastUsedAtSeconds: 20, fetched });
    expect(await ((await reopen?.()) ?? store).tokenKeys()).toEqual([kept]);
  });

  test("an organization's keys open nothing once it is closed", async () => {
    const { store } = await open();
    const kept = sampleTokenKey({ organization: "kept" });
    await store.writeTokenKeys([put(sampleTokenKey({ organization: "gone" })), put(kept)]);
    await store.closeOrganization("gone");
    expect(await store.tokenKeys()).toEqual([tokenKeyRecord(kept)]);
  });
}
