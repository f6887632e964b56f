import { Secret } from "@sluice/token";
import { nodeSignatures } from "@sluice/token/node";
import { expect, test } from "vitest";
import { createKeyDirectory } from "./key-directory.ts";
import { createSealer } from "./seal.ts";
import { createSettingKeys } from "./setting-keys.ts";

const sealer = createSealer(new Uint8Array(32).fill(7));
const secret = new Secret("0123456789abcdef0123456789abcdef");
const other = new Secret("fedcba9876543210fedcba9876543210");
const application = (name: string, jwtStreamSecretKey: Secret | undefined) => ({
  organization: "demo",
  name,
  antmedia: { jwtStreamSecretKey },
});

async function directory() {
  const store = { recordTokenKeyUse: async () => undefined };
  const keys = createKeyDirectory({ store, signatures: nodeSignatures, openSealed: sealer.open }, []);
  const gone: string[] = [];
  const idKey = new Uint8Array(32).fill(9);
  const take = createSettingKeys({ tokenKeys: keys, sealer, idKey, withdrawn: id => void gone.push(id) });
  const idsOf = (name: string) =>
    keys
      .ringOf("demo", name, 100)
      .select(undefined)
      .map(({ id }) => id);
  return { keys, take, idsOf, gone };
}

test("a secret vouches for tokens without a kid, of its own application alone, until it is changed or taken away", async () => {
  const { keys, take, idsOf, gone } = await directory();
  take([application("a", secret), application("b", undefined)], 100);
  const [first] = idsOf("a");
  expect(first).toMatch(/^key_[0-9a-f]{12}$/);
  expect(idsOf("b")).toEqual([]);
  take([application("a", secret), application("b", secret)], 200);
  expect(idsOf("a")).toEqual([first]);
  expect(idsOf("b")).not.toEqual([first]);
  take([application("a", other)], 300);
  expect(idsOf("a")).toHaveLength(1);
  expect(idsOf("a")).not.toEqual([first]);
  expect(keys.keyById("demo", first ?? "")).toBeUndefined();
  expect(gone).toHaveLength(2);
  expect(gone).toContain(first);
  take([application("a", secret)], 400);
  expect(idsOf("a")).toEqual([first]);
  take([application("a", undefined)], 500);
  expect(keys.of("demo")).toEqual([]);
});

test("the record of the key holds the secret sealed, and nobody signs with it who does not name it", async () => {
  const { keys, take } = await directory();
  take([application("a", secret)], 100);
  const [record] = keys.of("demo");
  expect(record).toMatchObject({ claimMap: "antmedia", application: "a", algorithm: "HS256" });
  expect(JSON.stringify(record)).not.toContain(Buffer.from(secret.expose()).toString("base64url"));
  expect(keys.signingKey("demo", undefined, "a", 100)).toBeUndefined();
  expect(keys.signingKey("demo", record?.id, "a", 100)?.id).toBe(record?.id);
  expect(keys.signingKey("demo", record?.id, "b", 100)).toBeUndefined();
});
