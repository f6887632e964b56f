import { decodeStandardBase64, encodeBase64url } from "../bytes/base64url.ts";
import { decodeHex } from "../bytes/hex.ts";
import { type Algorithm, algorithms } from "../keys/algorithms.ts";
import { jwkFromPkcs8, jwkFromSpki } from "../keys/der-keys.ts";
import type { Jwk } from "../keys/jwk.ts";
import type { TokenKey } from "../keys/token-key.ts";
import { type Loose, object, text, texts } from "./shapes.ts";

/** A key of a vector file, and what it may be used for. */
export interface VectorKey {
  readonly name: string;
  readonly jwk: Jwk;
  /** For checking signatures and MACs; undefined: none that we have. */
  readonly algorithm: Algorithm | undefined;
  /** For opening what is encrypted, by the key's length. */
  readonly contentAlgorithm: Algorithm | undefined;
  /** What its holder has set; for vectors that name the keys of a whole ring. */
  readonly settings: Pick<TokenKey, "kid" | "issuer" | "claimMap" | "readings">;
}

const MEMBERS = ["k", "x", "y", "d", "n", "e", "p", "q", "dp", "dq", "qi"] as const;

/**
 * The keys of a vector file, by name, in every written form: JWK members, the same in hexadecimal (`k_hex`), a raw
 * Ed25519 seed (`seed_hex`), DER (`spki_b64`, `pkcs8_b64`). A key that cannot be read is left out.
 */
export function readKeys(file: Loose): readonly VectorKey[] {
  return Object.entries(object(file.keys)).flatMap(([name, value]) => {
    const written = object(value);
    const jwk = jwkOf(written);
    if (!jwk) return [];
    const algorithm = algorithmOf(jwk, text(written.alg));
    return [
      { name, jwk, algorithm, contentAlgorithm: contentAlgorithmOf(jwk), settings: settingsOf(written) },
    ];
  });
}

function settingsOf(written: Loose): VectorKey["settings"] {
  const ignoredClaims = texts(written.ignored_claims);
  return {
    kid: text(written.kid),
    issuer: text(written.issuer),
    claimMap: text(written.claim_map),
    readings: ignoredClaims && { ignoredClaims },
  };
}

function jwkOf(written: Loose): Jwk | undefined {
  const members: Record<string, string> = {};
  for (const member of MEMBERS) {
    const bytes = decodeHex(text(written[`${member}_hex`]) ?? "-");
    const value = bytes ? encodeBase64url(bytes) : text(written[member]);
    if (value !== undefined) members[member] = value;
  }
  const seed = decodeHex(text(written.seed_hex) ?? "-");
  if (seed) members.d = encodeBase64url(seed);
  const half = fromDer(written);
  const kty = text(written.kty) ?? half?.kty ?? (members.k === undefined ? undefined : "oct");
  const crv = text(written.crv) ?? half?.crv;
  return kty === undefined ? undefined : { ...half, ...members, kty, ...(crv === undefined ? {} : { crv }) };
}

function fromDer(written: Loose): Jwk | undefined {
  const spki = der(written.spki_b64);
  const pkcs8 = der(written.pkcs8_b64);
  const secret = pkcs8 && jwkFromPkcs8(pkcs8);
  const open = spki && jwkFromSpki(spki);
  return open || secret ? { kty: "", ...secret, ...open } : undefined;
}

function der(value: unknown): Uint8Array | undefined {
  const written = text(value);
  return written === undefined ? undefined : decodeStandardBase64(written);
}

/** By the key's kind, and by its `alg` where that is one of ours and fits. */
function algorithmOf(jwk: Jwk, alg: string | undefined): Algorithm | undefined {
  const named = Object.keys(algorithms).find((name): name is Algorithm => name === alg);
  if (named && algorithms[named].use !== "encryption") return named;
  if (jwk.kty === "oct") return "HS256";
  if (jwk.kty === "RSA") return "PS256";
  if (jwk.kty === "OKP") return "EdDSA";
  return jwk.kty === "EC" ? (jwk.crv === "P-384" ? "ES384" : "ES256") : undefined;
}

function contentAlgorithmOf({ kty, k }: Jwk): Algorithm | undefined {
  if (kty !== "oct") return undefined;
  if (k?.length === 22) return "A128GCM";
  return k?.length === 43 ? "A256GCM" : undefined;
}
