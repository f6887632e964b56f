import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { encodeBase64url } from "../bytes/base64url.ts";
import { encodeCbor } from "../cbor/encode.ts";
import { CborTag, type CborValue } from "../cbor/value.ts";
import { signingInputOf } from "../cose/structures.ts";
import { nodeSignatures } from "../crypto/node.ts";
import { fixedRing } from "../keys/fixed-ring.ts";
import { proveSync } from "../prove-sync.ts";
import type { CatReadings } from "./readings.ts";

const VECTORS = join(import.meta.dirname, "../../../../vectors/token/cat/cat-vectors.json");
const file: {
  keys: Record<string, { k_hex: string }>;
  vectors: { id: string; token: string }[];
} = JSON.parse(readFileSync(VECTORS, "utf8"));

const k = encodeBase64url(Buffer.from(file.keys.rfc8392_sym?.k_hex ?? "", "hex"));
const material = nodeSignatures.importKey({ kty: "oct", k }, "HS256", "sign");
const key = { id: "k", kid: undefined, algorithm: "HS256", material } as const;
const tokenOf = (id: string) => file.vectors.find(vector => vector.id === id)?.token ?? "";

function proveWith(token: string, readings: CatReadings, over: { issuer?: string } = {}) {
  const ring = fixedRing([{ ...key, ...over, readings }]);
  return proveSync(token, { select: () => ring.select(undefined) }, nodeSignatures);
}

describe("readings", () => {
  test.each<[keyof CatReadings, string]>([
    ["taggedMaps", "eyevinn_tag259_maps_kid_text"],
    ["hexPayload", "eyevinn_hexpayload_mac_hs256"],
    ["untaggedCose", "neg_untagged_array"],
  ])("%s opens what is refused without it: %s", (reading, id) => {
    // Tokens of older Eyevinn are in the standard alphabet, too.
    const others: CatReadings = {
      taggedMaps: true,
      hexPayload: true,
      untaggedCose: true,
      standardBase64: true,
    };
    const without = proveWith(tokenOf(id), { ...others, [reading]: false });
    expect(without).toMatchObject({ refused: "token-malformed", detail: expect.stringContaining(reading) });
    expect(proveWith(tokenOf(id), others)).toMatchObject({ claims: { format: "cat" } });
  });

  test("a header that names no algorithm leaves no CAT to a key of JWTs alone", () => {
    const jwk = { kty: "oct", k: Buffer.alloc(64, 1).toString("base64url") };
    const ofJwts = nodeSignatures.importKey(jwk, "HS512", "sign");
    const payload = encodeCbor(new Map([[4, 4_102_444_800]]));
    const protectedBytes = new Uint8Array();
    const input = signingInputOf({ protectedBytes, payload, payloadIsText: false }, 17);
    const mac = nodeSignatures.sign("HS512", ofJwts, input);
    const token = encodeCbor(new CborTag(17, [protectedBytes, new Map(), payload, mac]));
    const ring = fixedRing([{ id: "jwt", kid: undefined, algorithm: "HS512", material: ofJwts }]);
    expect(proveSync(encodeBase64url(token), ring, nodeSignatures)).toMatchObject({
      refused: "algorithm-not-allowed",
    });
  });

  test("requireAlgorithm refuses a token whose protected header names none", () => {
    const token = tokenOf("neg_alg_unprotected_only");
    expect(proveWith(token, {})).toMatchObject({ claims: { issuer: "issuer.example" } });
    expect(proveWith(token, { requireAlgorithm: true })).toMatchObject({ refused: "algorithm-not-allowed" });
  });

  test("standardBase64 opens the alphabet with + and /, which is refused without it", () => {
    const token =
      ["+", "/"].reduce<string | undefined>((found, letter) => found ?? tokenWith(letter), undefined) ?? "";
    expect(token).toMatch(/[+/]/);
    expect(proveWith(token, {})).toMatchObject({ refused: "token-malformed" });
    expect(proveWith(token, { standardBase64: true })).toMatchObject({
      claims: { issuer: "issuer.example" },
    });
  });
});

/** A token whose standard base64 has this letter. */
function tokenWith(letter: string): string | undefined {
  for (let round = 0; round < 100; round += 1) {
    const text = Buffer.from(signed([[7, new Uint8Array([round, 251])]]), "base64url").toString("base64");
    if (text.includes(letter)) return text;
  }
  return undefined;
}

function signed(more: [number, CborValue][], typ?: CborValue): string {
  const claims: [number, CborValue][] = [[1, "issuer.example"], [4, 4_102_444_800], ...more];
  const payload = encodeCbor(new Map(claims));
  const headers: [number, CborValue][] =
    typ === undefined
      ? [[1, 5]]
      : [
          [1, 5],
          [16, typ],
        ];
  const protectedBytes = encodeCbor(new Map(headers));
  const input = signingInputOf({ protectedBytes, payload, payloadIsText: false }, 17);
  const mac = nodeSignatures.sign("HS256", material, input);
  return encodeBase64url(encodeCbor(new CborTag(17, [protectedBytes, new Map(), payload, mac])));
}

test("a message that says it is something else than a token is none: a DPoP proof cannot be passed off as one", () => {
  for (const typ of ["CAT", "application/cwt", 61])
    expect(proveWith(signed([], typ), {})).toHaveProperty("claims");
  for (const typ of ["dpop-proof+cwt", "jwt", 62, null]) {
    expect(proveWith(signed([], typ), {})).toMatchObject({ refused: "token-malformed" });
  }
});

test("a key that is bound to an issuer vouches for no other, and for none that is missing", () => {
  expect(proveWith(signed([]), {}, { issuer: "issuer.example" })).toHaveProperty("claims");
  expect(proveWith(signed([]), {}, { issuer: "other" })).toMatchObject({ refused: "issuer-not-allowed" });
});

test("catv must be 1, and a claim that nobody knows refuses after the signature was right, not before", () => {
  expect(proveWith(signed([[310, 1]]), {})).toHaveProperty("claims");
  expect(proveWith(signed([[310, 2]]), {})).toHaveProperty("refused");
  expect(proveWith(signed([[99_999, 1]]), {})).toMatchObject({
    refused: "claim-unsupported",
    claim: "99999",
  });
  const broken = signed([[99_999, 1]])
    .slice(0, -2)
    .concat("AA");
  expect(proveWith(broken, {})).toMatchObject({ refused: "signature-invalid" });
});

test("without a kid the default key is asked, then the previous one; a kid finds one key and no other", () => {
  const other = nodeSignatures.importKey(
    { kty: "oct", k: encodeBase64url(new Uint8Array(32)) },
    "HS256",
    "sign",
  );
  const ring = fixedRing([
    { ...key, id: "default", kid: "d", material: other },
    { ...key, id: "previous" },
  ]);
  expect(proveSync(signed([]), ring, nodeSignatures)).toMatchObject({ key: { id: "previous" } });
  const named = tokenOf("alg_hs256_tag61");
  expect(proveSync(named, ring, nodeSignatures)).toMatchObject({ refused: "key-unknown" });
});
