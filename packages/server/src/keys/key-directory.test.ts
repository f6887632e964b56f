import type { Jwk } from "@sluice/token";
import { nodeSignatures } from "@sluice/token/node";
import { describe, expect, test } from "vitest";
import { sampleTokenKey, tokenKeyRecord } from "../store/conformance/token-keys.ts";
import { openMemoryStore } from "../store/memory/open.ts";
import type { TokenKeyRecord, TokenKeySettings } from "../store/token-keys.ts";
import { createKeyDirectory } from "./key-directory.ts";
import { tokenKeyContext } from "./living-key.ts";
import { createSealer } from "./seal.ts";

const NOW = 1_000_000;
const sealer = createSealer(new Uint8Array(32).fill(5));
const organization = "acme";

function secretKey(changes: Partial<TokenKeySettings> = {}): TokenKeyRecord {
  const key = sampleTokenKey(changes);
  const jwk: Jwk = { kty: "oct", k: Buffer.alloc(32, key.id).toString("base64url") };
  return tokenKeyRecord({ ...key, sealedJwk: sealer.seal(JSON.stringify(jwk), tokenKeyContext(key.id)) });
}

function keySet(keys: readonly Jwk[], changes: Partial<TokenKeySettings> = {}): TokenKeyRecord {
  const settings = { source: "jwks", algorithm: undefined, sealedJwk: undefined, ...changes } as const;
  const fetched = { keys, fetchedAtSeconds: NOW, attemptedAtSeconds: NOW, error: undefined };
  return tokenKeyRecord(sampleTokenKey(settings), { fetched });
}

const edPublic = (kid: string): Jwk => ({
  kty: "OKP",
  crv: "Ed25519",
  x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
  kid,
});

function directoryOf(...records: readonly TokenKeyRecord[]) {
  const store = openMemoryStore();
  const openSealed = sealer.open;
  return createKeyDirectory({ store, signatures: nodeSignatures, openSealed }, records);
}

const ids = (keys: readonly { readonly id: string }[]) => keys.map(({ id }) => id);

describe("a ring", () => {
  test("has one key for a kid, and it vouches for what was signed with it", () => {
    const key = secretKey({ kid: "edge" });
    const directory = directoryOf(key, secretKey());
    const [found, ...others] = directory.ringOf(organization, "live", NOW).select("edge");
    expect(found?.id).toBe(key.id);
    expect(others).toEqual([]);
    const signing = directory.signingKey(organization, "edge", "live", NOW)?.signing();
    if (!found || !signing) throw new Error("no key");
    const signature = nodeSignatures.sign("HS256", signing, "text");
    expect(nodeSignatures.verify("HS256", found.material, "text", signature)).toBe(true);
  });

  test("knows no key of another organization or another application", () => {
    const bound = secretKey({ kid: "bound", application: "live" });
    const directory = directoryOf(bound, secretKey({ kid: "theirs", organization: "other" }));
    expect(ids(directory.ringOf(organization, "live", NOW).select("bound"))).toEqual([bound.id]);
    expect(directory.ringOf(organization, "vod", NOW).select("bound")).toEqual([]);
    expect(directory.ringOf(organization, undefined, NOW).select("bound")).toEqual([]);
    expect(directory.ringOf(organization, "live", NOW).select("theirs")).toEqual([]);
    expect(ids(directory.ringOfAll(organization, NOW).select("bound"))).toEqual([bound.id]);
    expect(directory.ringOfAll(organization, NOW).select("theirs")).toEqual([]);
  });

  test("stays as it is when a set is fetched again as it was, and changes with its keys", () => {
    const set = keySet([edPublic("one")]);
    const directory = directoryOf(set);
    const revision = directory.revision(organization);
    const [before] = directory.ringOf(organization, "live", NOW).select("one");
    const later = { fetchedAtSeconds: NOW + 60, attemptedAtSeconds: NOW + 60, error: undefined };
    directory.put({ ...set, fetched: { keys: [edPublic("one")], ...later } });
    expect(directory.revision(organization)).toBe(revision);
    expect(directory.ringOf(organization, "live", NOW).select("one")[0]?.material).toBe(before?.material);
    expect(directory.keyById(organization, set.id)?.fetched?.attemptedAtSeconds).toBe(NOW + 60);
    directory.put({ ...set, fetched: { keys: [edPublic("two")], ...later } });
    expect(directory.revision(organization)).not.toBe(revision);
    expect(directory.ringOf(organization, "live", NOW).select("one")).toEqual([]);
  });

  test("does not let a key that is limited to some applications take a kid away from others elsewhere", () => {
    const set = keySet([edPublic("shared")]);
    const caps = { longestTtlSeconds: undefined, streams: undefined, actions: undefined };
    const capped = secretKey({ kid: "shared", caps: { ...caps, applications: ["live"] } });
    const directory = directoryOf(set, capped);
    const found = (application: string | undefined) =>
      ids(directory.ringOf(organization, application, NOW).select("shared"));
    expect(found("live")).toEqual([capped.id]);
    expect(found("vod")).toEqual([set.id]);
    expect(found(undefined)).toEqual([set.id]);
    expect(ids(directoryOf(capped).ringOf(organization, "vod", NOW).select("shared"))).toEqual([capped.id]);
  });

  test("without a kid has the default and the previous key, the application's before the organization's", () => {
    const [wide, next, previous] = [
      secretKey({ role: "default" }),
      secretKey({ role: "default", application: "live" }),
      secretKey({ role: "previous", application: "live", state: "verify-only" }),
    ];
    const directory = directoryOf(previous, secretKey(), wide, next);
    const unnamed = (application: string) =>
      ids(directory.ringOf(organization, application, NOW).select(undefined));
    expect(unnamed("live")).toEqual([next.id, previous.id]);
    expect(unnamed("vod")).toEqual([wide.id]);
  });

  test("keeps keys that encrypt apart from those that vouch", () => {
    const key = secretKey({ algorithm: "A256GCM", kid: "enc", role: "default" });
    const ring = directoryOf(key).ringOf(organization, undefined, NOW);
    expect(ring.select("enc")).toEqual([]);
    expect(ring.select(undefined)).toEqual([]);
    expect(ids(ring.selectEncryption("enc"))).toEqual([key.id]);
    expect(ids(ring.selectEncryption(undefined))).toEqual([key.id]);
  });

  test("has every key of a fetched set, own keys before them, and none of a set of several without a kid", () => {
    const own = secretKey({ kid: "b" });
    const set = keySet([edPublic("a"), edPublic("b"), { kty: "oct", k: "c2VjcmV0", kid: "c" }], {
      role: "default",
    });
    const ring = directoryOf(set, own).ringOf(organization, undefined, NOW);
    expect(ids(ring.select("a"))).toEqual([set.id]);
    expect(ids(ring.select("b"))).toEqual([own.id]);
    expect(ring.select("c")).toEqual([]);
    expect(ring.select(undefined)).toEqual([]);
    const single = directoryOf(keySet([edPublic("a")], { role: "default" }));
    expect(single.ringOf(organization, undefined, NOW).select(undefined)).toHaveLength(1);
  });
});

describe("a key's schedule", () => {
  const key = secretKey({
    kid: "k",
    state: "pending",
    activatesAtSeconds: NOW + 10,
    verifyOnlyAtSeconds: NOW + 20,
    retiresAtSeconds: NOW + 30,
  });

  test("takes it from pending over active and verify-only to retired, without any change", () => {
    const directory = directoryOf(key);
    const at = (seconds: number) => [
      directory.ringOf(organization, undefined, NOW + seconds).select("k").length,
      directory.signingKey(organization, "k", undefined, NOW + seconds)?.id,
    ];
    expect(at(9)).toEqual([0, undefined]);
    expect(at(10)).toEqual([1, key.id]);
    expect(at(19)).toEqual([1, key.id]);
    expect(at(20)).toEqual([1, undefined]);
    expect(at(29)).toEqual([1, undefined]);
    expect(at(30)).toEqual([0, undefined]);
    expect(at(9)).toEqual([0, undefined]);
  });

  test("is read at any second, also out of turn", () => {
    const directory = directoryOf(key);
    const at = (seconds: number) =>
      directory.ringOf(organization, undefined, NOW + seconds).select("k").length;
    expect([25, 5, 35, 15, 0].map(at)).toEqual([1, 0, 0, 1, 0]);
  });
});

describe("the directory", () => {
  test("knows changes at once, and each gives a revision that never was", () => {
    const key = secretKey({ kid: "k" });
    const directory = directoryOf();
    const seen = [directory.revision(organization)];
    const found = () => directory.ringOf(organization, undefined, NOW).select("k").length;
    const step = (change: () => void, count: number): void => {
      change();
      expect(found()).toBe(count);
      seen.push(directory.revision(organization));
    };
    step(() => directory.put(key), 1);
    step(() => directory.put({ ...key, state: "retired", version: 2 }), 0);
    step(() => directory.put({ ...key, version: 3 }), 1);
    step(() => directory.remove(organization, key.id), 0);
    step(() => directory.put(key), 1);
    step(() => directory.removeOrganization(organization), 0);
    expect(new Set(seen).size).toBe(seen.length);
    expect(directory.keyById(organization, key.id)).toBeUndefined();
  });

  test("signs with no key that is not active, not of the application, or known by its public half alone", () => {
    const directory = directoryOf(
      secretKey({ kid: "v", state: "verify-only", role: "default" }),
      secretKey({ kid: "live", application: "live" }),
      keySet([edPublic("pub")]),
    );
    const signs = (name: string | undefined, application?: string) =>
      directory.signingKey(organization, name, application, NOW)?.kid;
    expect([signs("v"), signs(undefined), signs("pub"), signs("live"), signs("live", "vod")]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(signs("live", "live")).toBe("live");
  });

  test("a key that cannot be imported vouches for nothing and says why, without a word of the key", () => {
    const broken = { ...secretKey({ kid: "k" }), sealedJwk: sealer.seal("{}", "token-key/other/jwk") };
    const directory = directoryOf(broken);
    expect(directory.ringOf(organization, undefined, NOW).select("k")).toEqual([]);
    expect(directory.importedOf(organization, broken.id)?.fault).toContain("cannot be opened");
  });

  test("writes a key's last use once a minute, and the rest at its end", async () => {
    const store = openMemoryStore();
    const key = secretKey();
    await store.writeTokenKeys([{ write: "put", key, version: 0 }]);
    const directory = createKeyDirectory({ store, signatures: nodeSignatures, openSealed: sealer.open }, [
      key,
    ]);
    const written = async () => (await store.tokenKeys())[0]?.lastUsedAtSeconds;
    directory.noteUsed(key.id, NOW);
    directory.noteUsed(key.id, NOW + 59);
    expect(directory.lastUsedSeconds(key.id)).toBe(NOW + 59);
    expect(await written()).toBe(NOW);
    await directory.close();
    expect(await written()).toBe(NOW + 59);
  });
});
