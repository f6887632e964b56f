import { describe, expect, test } from "vitest";
import { InvalidCursor } from "../cursor.ts";
import { START_SECONDS, sampleApiKey } from "./samples.ts";
import type { OpenStore } from "./subject.ts";

const bytes = (...values: readonly number[]) => new Uint8Array(values);
const organization = "acme";

/** API keys: found, changed at a version, listed. */
export function apiKeyConformance(open: OpenStore): void {
  test("a key is found by either of its two texts, by its id, and by no other organization", async () => {
    const { store } = await open();
    const key = sampleApiKey({
      hash: bytes(1),
      previous: { hash: bytes(2), untilSeconds: 5 },
      applications: ["live"],
      longestTtlSeconds: 60,
      expiresAtSeconds: 9,
    });
    await store.putApiKey(key);
    await store.putApiKey(sampleApiKey({ hash: bytes(3) }));
    for (const found of [
      await store.apiKeyByHash(bytes(1)),
      await store.apiKeyByHash(bytes(2)),
      await store.apiKey(organization, key.id),
    ]) {
      expect(found).toEqual(key);
    }
    expect(await store.apiKeyByHash(bytes(9))).toBeUndefined();
    expect(await store.apiKey("other", key.id)).toBeUndefined();
  });

  describe("a change", () => {
    const change = (key: ReturnType<typeof sampleApiKey>) => ({
      organization: key.organization,
      id: key.id,
      version: key.version,
      key,
      administratorAtSeconds: START_SECONDS,
    });

    test("is made at its version only, and counts the version up", async () => {
      const { store } = await open();
      const key = sampleApiKey({ scopes: [] });
      await store.putApiKey(key);
      const changed = change({
        ...key,
        name: "new",
        previous: { hash: key.hash, untilSeconds: 7 },
        hash: bytes(1),
      });
      expect(await store.changeApiKey(changed)).toBe("changed");
      expect(await store.changeApiKey({ ...changed, key: undefined })).toBe("stale");
      expect(await store.changeApiKey({ ...changed, version: 2, organization: "other" })).toBe("stale");
      expect(await store.apiKey(organization, key.id)).toEqual({ ...changed.key, version: 2 });
      expect(await store.changeApiKey({ ...changed, version: 2, key: undefined })).toBe("changed");
      expect(await store.changeApiKey({ ...changed, version: 2 })).toBe("stale");
      expect(await store.countApiKeys()).toBe(0);
    });

    test("takes the last administrator away only where that is allowed", async () => {
      const { store } = await open();
      const key = sampleApiKey();
      await store.putApiKey(key);
      await store.putApiKey(sampleApiKey({ organization: "other" }));
      await store.putApiKey(sampleApiKey({ expiresAtSeconds: START_SECONDS }));
      await store.putApiKey(sampleApiKey({ applications: ["live"] }));
      const removal = { ...change(key), key: undefined };
      expect(await store.changeApiKey(removal)).toBe("last-administrator");
      expect(await store.changeApiKey(change({ ...key, scopes: [] }))).toBe("last-administrator");
      expect(await store.changeApiKey(change({ ...key, name: "renamed" }))).toBe("changed");
      expect(await store.changeApiKey({ ...removal, version: 2, administratorAtSeconds: undefined })).toBe(
        "changed",
      );
    });

    test("keeps the last use, which has no version", async () => {
      const { store } = await open();
      const key = sampleApiKey();
      await store.putApiKey(key);
      await store.recordApiKeyUse(key.id, 20);
      await store.recordApiKeyUse(key.id, 10);
      await store.recordApiKeyUse("sk_unknown0", 10);
      await store.changeApiKey(change({ ...key, name: "new" }));
      expect(await store.apiKey(organization, key.id)).toMatchObject({
        name: "new",
        lastUsedAtSeconds: 20,
        version: 2,
      });
    });
  });

  test("the list is paged, the last made first, and can be narrowed to keys of some applications", async () => {
    const { store } = await open();
    const keys = [undefined, ["live"], ["live", "vod"], ["news"], ["vod"]].map(applications =>
      sampleApiKey({ applications }),
    );
    for (const key of [...keys, sampleApiKey({ organization: "other" })]) await store.putApiKey(key);
    const ids = keys.map(({ id }) => id).toReversed();
    const first = await store.listApiKeys({ organization, limit: 3 });
    await store.changeApiKey({
      ...{ organization, id: ids[1] ?? "", version: 1, key: undefined },
      administratorAtSeconds: undefined,
    });
    const second = await store.listApiKeys({ organization, limit: 3, cursor: first.next });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids);
    expect(second.next).toBeUndefined();
    const within = await store.listApiKeys({ organization, limit: 9, within: ["live", "vod"] });
    expect(within.items.map(({ id }) => id)).toEqual([ids[0], ids[2], ids[3]]);
    await expect(store.listApiKeys({ organization, limit: 9, cursor: "x" })).rejects.toThrow(InvalidCursor);
  });
}
