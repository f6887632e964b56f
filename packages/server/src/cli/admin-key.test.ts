import { randomBytes } from "node:crypto";
import { Secret } from "@sluice/token";
import { describe, expect, test } from "vitest";
import { createApiKeyHasher } from "../keys/api-key.ts";
import type { MasterKey } from "../keys/master-key.ts";
import { openMemoryStore } from "../store/memory/open.ts";
import { ensureAdminKey } from "./admin-key.ts";

const NOW_SECONDS = 1_800_000_000;
const configured = new Secret("a-configured-admin-key");

function masterKey(created = false): MasterKey {
  const salt = randomBytes(8).toString("hex");
  const derive = (purpose: string) => createApiKeyHasher(Buffer.from(salt)).hash(purpose);
  return { created, derive };
}

/** A folder that is started again and again, with the key of its first start unless another is given. */
function createFolder() {
  const store = openMemoryStore();
  const first = masterKey(true);
  let key = first;
  return {
    start(adminKey?: Secret, next: MasterKey = { ...first, created: false }, master?: Secret) {
      key = next;
      const config = { adminKey, masterKey: master, dataDir: "/srv/data" };
      return ensureAdminKey({ store, masterKey: key }, config, NOW_SECONDS);
    },
    async opens(text = ""): Promise<boolean> {
      const hash = createApiKeyHasher(key.derive("api-key")).hash(text);
      return (await store.apiKeyByHash(hash)) !== undefined;
    },
  };
}

describe("the admin key", () => {
  test("is made by the first start alone", async () => {
    const folder = createFolder();
    const { newKey, notice } = await folder.start();
    expect(notice).toBeUndefined();
    expect(await folder.opens(newKey)).toBe(true);
    expect(await folder.start()).toEqual({ newKey: undefined, notice: undefined });
    expect(await folder.opens(newKey)).toBe(true);
  });

  test("that is configured stops working when it is configured no more, and one is made in its place", async () => {
    const folder = createFolder();
    expect((await folder.start(configured)).newKey).toBeUndefined();
    expect(await folder.opens(configured.expose())).toBe(true);
    const { newKey } = await folder.start();
    expect(await folder.opens(configured.expose())).toBe(false);
    expect(await folder.opens(newKey)).toBe(true);
  });

  test("that was made stays when a configured one comes and goes", async () => {
    const folder = createFolder();
    const { newKey } = await folder.start();
    await folder.start(configured);
    expect(await folder.start()).toEqual({ newKey: undefined, notice: undefined });
    expect(await folder.opens(configured.expose())).toBe(false);
    expect(await folder.opens(newKey)).toBe(true);
  });

  test("is made anew when the master key is lost, which is said once", async () => {
    const folder = createFolder();
    const { newKey: old } = await folder.start();
    const other = masterKey(true);
    const { newKey, notice } = await folder.start(undefined, other);
    expect(notice).toBe(
      "The master key /srv/data.master-key was missing and is made anew: running sessions end and earlier API keys stop working; tokens stay good.",
    );
    expect(await folder.opens(old)).toBe(false);
    expect(await folder.opens(newKey)).toBe(true);
    const again = { ...other, created: false };
    expect(await folder.start(undefined, again)).toEqual({ newKey: undefined, notice: undefined });
  });

  test("that is configured works on under another master key, and the loss is said all the same", async () => {
    const folder = createFolder();
    await folder.start(configured);
    const { newKey, notice } = await folder.start(configured, masterKey());
    expect(newKey).toBeUndefined();
    expect(notice).toContain("/srv/data.master-key is not the one of the last start");
    expect(await folder.opens(configured.expose())).toBe(true);
  });

  test("a configured master key that changed is named by its setting", async () => {
    const folder = createFolder();
    await folder.start();
    const { notice } = await folder.start(undefined, masterKey(), new Secret("f".repeat(64)));
    expect(notice).toContain(
      "The configured master key (SLUICE_MASTER_KEY) is not the one of the last start",
    );
  });
});
