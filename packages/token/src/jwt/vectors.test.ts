import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { nodeSignatures } from "../crypto/node.ts";
import { webSignatures } from "../crypto/web.ts";
import type { Algorithm } from "../keys/algorithms.ts";
import { fixedRing } from "../keys/fixed-ring.ts";
import type { Jwk } from "../keys/jwk.ts";
import type { KeyMaterial, TokenKey } from "../keys/token-key.ts";
import type { RequestContext } from "../request-context.ts";
import type { Verification } from "../verify.ts";
import { verifyTokenAsync } from "../verify-async.ts";
import { verifyToken } from "../verify-sync.ts";

interface VectorKey extends Jwk {
  readonly alg: Algorithm;
  readonly issuer?: string;
  readonly claim_map?: string;
  readonly ignored_claims?: readonly string[];
}

interface Vector {
  readonly id: string;
  readonly about: string;
  readonly token: string;
  /** In the order in which a ring asks them. */
  readonly keys: readonly string[];
  readonly context: {
    readonly now: number;
    readonly url?: string | null;
    readonly ip?: string | null;
    readonly audiences?: readonly string[];
    readonly issuers?: readonly string[];
  };
  readonly expect: {
    readonly decision: "allow" | "deny";
    readonly reason?: string;
    readonly profile?: string;
    readonly proven?: Readonly<Record<string, unknown>>;
  };
}

interface VectorFile {
  readonly format: string;
  readonly keys: Readonly<Record<string, VectorKey>>;
  readonly vectors: readonly Vector[];
}

const folder = new URL("../../../../vectors/token/jwt/", import.meta.url);
const files = readdirSync(folder).map(name => {
  const file: VectorFile = JSON.parse(readFileSync(new URL(name, folder), "utf8"));
  return [name, file] as const;
});

function publicHalf(key: VectorKey): Jwk {
  if (key.kty === "oct") return { kty: "oct", k: key.k ?? "" };
  const { kty, crv, x, y, n, e } = key;
  return JSON.parse(JSON.stringify({ kty, crv, x, y, n, e }));
}

function keyOf(name: string, key: VectorKey, material: KeyMaterial): TokenKey {
  return {
    id: name,
    kid: key.kid,
    algorithm: key.alg,
    issuer: key.issuer,
    claimMap: key.claim_map,
    readings: { ignoredClaims: key.ignored_claims },
    material,
  };
}

function contextOf({ context }: Vector): RequestContext {
  return {
    nowSeconds: context.now,
    url: context.url ?? undefined,
    ip: context.ip ?? undefined,
    audiences: context.audiences,
    issuers: context.issuers,
  };
}

async function ringsOf(file: VectorFile, vector: Vector) {
  const named = vector.keys.map(name => [name, file.keys[name]] as const);
  const sync: TokenKey[] = [];
  const async: TokenKey[] = [];
  for (const [name, key] of named) {
    if (!key) throw new Error(`the file has no key ${name}`);
    const jwk = publicHalf(key);
    sync.push(keyOf(name, key, nodeSignatures.importKey(jwk, key.alg, "verify")));
    async.push(keyOf(name, key, await webSignatures.importKey(jwk, key.alg, "verify")));
  }
  return { sync: fixedRing(sync), async: fixedRing(async) };
}

function judged(verification: Verification) {
  return verification.allowed
    ? { decision: "allow", reason: undefined }
    : { decision: "deny", reason: verification.reason };
}

function expectProven(verification: Verification, { profile, proven }: Vector["expect"]): void {
  if (!verification.allowed) return;
  expect(verification.claims).toMatchObject({ format: "jwt", ...(profile && { profile }), ...proven });
}

describe.each(files)("%s", (_, file) => {
  test("is in the format that is read here, and not empty", () => {
    expect(file.format).toBe("jwt-vectors/1.0");
    expect(file.vectors.length).toBeGreaterThan(0);
  });

  test.each(file.vectors)("$id: $expect.decision $expect.reason, on Node and on WebCrypto", async vector => {
    const rings = await ringsOf(file, vector);
    const context = contextOf(vector);
    const { decision, reason } = vector.expect;
    const sync = verifyToken(vector.token, { keys: rings.sync, signatures: nodeSignatures, context });
    expect(judged(sync)).toEqual({ decision, reason });
    expectProven(sync, vector.expect);
    const options = { keys: rings.async, signatures: webSignatures, context };
    const async = await verifyTokenAsync(vector.token, options);
    expect(judged(async)).toEqual({ decision, reason });
    expectProven(async, vector.expect);
  });
});
