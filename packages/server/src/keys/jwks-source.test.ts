import type { Jwk } from "@sluice/token";
import { nodeSignatures } from "@sluice/token/node";
import { describe, expect, onTestFinished, test } from "vitest";
import { sampleTokenKey } from "../store/conformance/token-keys.ts";
import { openMemoryStore } from "../store/memory/open.ts";
import type { TokenKeySettings } from "../store/token-keys.ts";
import { startReceiver } from "../webhooks/testing/receiver.ts";
import { startJwksSource } from "./jwks-source.ts";
import { createKeyDirectory } from "./key-directory.ts";

const organization = "acme";
const X = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
const edKey = (kid: string): Jwk => ({ kty: "OKP", crv: "Ed25519", x: X, kid });

/** What the far side answers next. */
interface Far {
  status: number;
  body: string;
  location?: string;
}

async function followed(changes: Partial<TokenKeySettings> = {}) {
  const far: Far = { status: 200, body: JSON.stringify({ keys: [edKey("a")] }) };
  const { url, received } = await startReceiver(response => {
    const { location } = far;
    response.writeHead(far.status, location === undefined ? {} : { location }).end(far.body);
  });
  const clock = { seconds: 1000 };
  const store = openMemoryStore();
  const key = sampleTokenKey({
    source: "jwks",
    algorithm: undefined,
    sealedJwk: undefined,
    jwksUrl: url,
    allowPrivate: true,
    ...changes,
  });
  await store.writeTokenKeys([{ write: "put", key, version: 0 }]);
  const openSealed = () => "";
  const tokenKeys = createKeyDirectory(
    { store, signatures: nodeSignatures, openSealed },
    await store.tokenKeys(),
  );
  const fault = (error: unknown) => expect.fail(String(error));
  const nowSeconds = () => clock.seconds;
  const source = startJwksSource({ store, tokenKeys, nowSeconds, fault, isUpkeep: false });
  onTestFinished(() => source.close());
  const kids = () => {
    const ring = tokenKeys.ringOf(organization, undefined, clock.seconds);
    return ["a", "b"].filter(kid => ring.select(kid).length === 1);
  };
  const refresh = async () => (await source.refresh(organization, key.id))?.fetched;
  return { far, url, received, clock, store, key, tokenKeys, source, kids, refresh };
}

describe("a followed key set", () => {
  test("vouches once it is fetched, and is kept for a start without the far side", async () => {
    const { kids, refresh, store } = await followed();
    expect(kids()).toEqual([]);
    expect(await refresh()).toMatchObject({ fetchedAtSeconds: 1000, error: undefined });
    expect(kids()).toEqual(["a"]);
    const [kept] = await store.tokenKeys();
    expect(kept?.fetched?.keys).toEqual([{ ...edKey("a"), alg: "EdDSA" }]);
    expect(kept?.version).toBe(1);
  });

  test("stays as it was while the far side fails, and says why", async () => {
    const { far, clock, kids, refresh } = await followed();
    await refresh();
    clock.seconds += 10;
    for (const [status, body, error] of [
      [500, "", "it answers 500"],
      [200, "<html>", "no JWK set"],
      [200, JSON.stringify({ keys: "none" }), "no JWK set"],
      [200, " ".repeat(300 * 1024), "longer than 256 KiB"],
    ] as const) {
      Object.assign(far, { status, body });
      const fetched = await refresh();
      expect(fetched).toMatchObject({ fetchedAtSeconds: 1000, attemptedAtSeconds: 1010 });
      expect(fetched?.error).toContain(error);
      expect(kids()).toEqual(["a"]);
    }
  });

  test("takes public keys that sign and nothing else, and of each only what is public", async () => {
    const { far, refresh } = await followed();
    const keys = [
      { kty: "oct", k: "c2VjcmV0", kid: "secret" },
      { ...edKey("private"), d: "c2VjcmV0" },
      { ...edKey("enc"), use: "enc" },
      { ...edKey("wrong"), alg: "ES256" },
      { kty: "EC", crv: "secp256k1", x: X, y: X, kid: "curve" },
      { ...edKey("sign-only"), key_ops: ["sign"] },
      "text",
      null,
    ];
    far.body = JSON.stringify({ keys });
    expect((await refresh())?.keys).toEqual([{ ...edKey("private"), alg: "EdDSA" }]);
  });

  test("forgets a key that its far side has withdrawn", async () => {
    const { far, kids, refresh } = await followed();
    await refresh();
    far.body = JSON.stringify({ keys: [edKey("b")] });
    await refresh();
    expect(kids()).toEqual(["b"]);
  });

  test("is fetched for a kid that nobody knows, but not more often than every 30 s", async () => {
    const { far, clock, kids, received, source } = await followed();
    expect(await source.refreshFor(organization, "live")).toBe(true);
    far.body = JSON.stringify({ keys: [edKey("a"), edKey("b")] });
    for (let guess = 0; guess < 20; guess += 1) await source.refreshFor(organization, "live");
    expect(received).toHaveLength(1);
    clock.seconds += 30;
    const answers = await Promise.all([1, 2, 3].map(() => source.refreshFor(organization, undefined)));
    expect(answers).toEqual([true, true, true]);
    expect(received).toHaveLength(2);
    expect(kids()).toEqual(["a", "b"]);
    expect(await source.refreshFor("other", undefined)).toBe(false);
  });

  test("comes again by the hour, and after a minute when it failed", async () => {
    const { far, clock, received, source } = await followed();
    const after = async (seconds: number) => {
      clock.seconds += seconds;
      await source.refreshDue();
      return received.length;
    };
    expect(await after(0)).toBe(1);
    expect(await after(3599)).toBe(1);
    far.status = 500;
    expect(await after(1)).toBe(2);
    expect(await after(59)).toBe(2);
    expect(await after(1)).toBe(3);
  });

  test("is not looked for where the operator gave no leave, also not behind a redirect", async () => {
    const strict = await followed({ allowPrivate: false });
    expect((await strict.refresh())?.error).toContain("not https");
    const https = await followed({ allowPrivate: false, jwksUrl: "https://127.0.0.1:1/jwks" });
    expect((await https.refresh())?.error).toContain("egress policy");
    const lenient = await followed();
    lenient.far.status = 302;
    lenient.far.location = "http://169.254.169.254/latest";
    expect((await lenient.refresh())?.error).toContain("egress policy");
    expect([strict.received.length, lenient.received.length]).toEqual([0, 1]);
  });

  test("may be a redirect away, and not four", async () => {
    const { far, kids, refresh, url } = await followed();
    far.status = 302;
    far.location = url;
    expect((await refresh())?.error).toContain("too often");
    expect(kids()).toEqual([]);
    const there = await followed();
    far.location = there.url;
    expect((await refresh())?.error).toBeUndefined();
    expect(kids()).toEqual(["a"]);
  });
});
