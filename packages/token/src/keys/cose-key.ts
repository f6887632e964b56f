import { decodeBase64url, encodeBase64url } from "../bytes/base64url.ts";
import { bytesOfText, textOfBytes } from "../cat/byte-text.ts";
import { decodeCbor } from "../cbor/decode.ts";
import { encodeCbor } from "../cbor/encode.ts";
import type { CborMap, CborValue } from "../cbor/value.ts";
import { coseAlgorithms, coseIdentifier } from "../cose/algorithms.ts";
import { type Algorithm, type AlgorithmFacts, algorithms } from "./algorithms.ts";
import type { Jwk } from "./jwk.ts";

/** Common parameters (RFC 9052 section 7.1). */
const KTY = 1;
const KID = 2;
const ALG = 3;

/** A member of a JWK and its label in a COSE_Key, for each key type (RFC 9053 section 7, RFC 8230 section 4). */
interface KeyTypeFacts {
  readonly kty: number;
  readonly members: readonly (readonly [keyof Jwk, number])[];
}

const CURVE = -1;
const OKP: KeyTypeFacts = {
  kty: 1,
  members: [
    ["x", -2],
    ["d", -4],
  ],
};
const EC: KeyTypeFacts = {
  kty: 2,
  members: [
    ["x", -2],
    ["y", -3],
    ["d", -4],
  ],
};
const RSA: KeyTypeFacts = {
  kty: 3,
  members: [
    ["n", -1],
    ["e", -2],
    ["d", -3],
    ["p", -4],
    ["q", -5],
    ["dp", -6],
    ["dq", -7],
    ["qi", -8],
  ],
};
const OCT: KeyTypeFacts = { kty: 4, members: [["k", -1]] };
const TYPES: Readonly<Record<string, KeyTypeFacts>> = { OKP, EC, RSA, oct: OCT };
const CURVES: Readonly<Record<string, number>> = { "P-256": 1, "P-384": 2, Ed25519: 6 };

/**
 * A key as a COSE_Key map, deterministic when encoded. `alg` is written where COSE has an identifier for it; `use` and
 * `key_ops` are not. Private members are written if the JWK has them: hand in `publicJwk(jwk)` for publishing. Throws a
 * TypeError for a JWK of another type or curve, or whose members are not base64url.
 */
export function coseKeyOf(jwk: Jwk): CborMap {
  const facts = TYPES[jwk.kty];
  if (!facts) throw new TypeError("a key of this type has no COSE_Key here");
  const map = new Map<number, CborValue>([[KTY, facts.kty]]);
  const kid = jwk.kid === undefined ? undefined : bytesOfText(jwk.kid);
  if (kid) map.set(KID, kid);
  const alg = coseAlg(jwk.alg);
  if (alg !== undefined) map.set(ALG, alg);
  if (facts === OKP || facts === EC) map.set(CURVE, curveOf(jwk.crv));
  for (const [member, label] of facts.members) {
    const value = jwk[member];
    if (typeof value === "string") map.set(label, bytesOf(value));
  }
  return map;
}

/** The JWK of a COSE_Key map. Undefined: another type or curve, a compressed point, or members that are not bytes. */
export function jwkOfCoseKey(map: CborMap): Jwk | undefined {
  const [kty, facts] = Object.entries(TYPES).find(([, type]) => type.kty === map.get(KTY)) ?? [];
  if (kty === undefined || !facts) return undefined;
  const members: Record<string, string> = {};
  for (const [member, label] of facts.members) {
    const value = map.get(label);
    if (value === undefined) continue;
    if (!(value instanceof Uint8Array)) return undefined;
    members[member] = encodeBase64url(value);
  }
  const named = namesOf(map);
  if (!named) return undefined;
  if (facts !== OKP && facts !== EC) return { kty, ...named, ...members };
  const crv = Object.keys(CURVES).find(name => CURVES[name] === map.get(CURVE));
  return crv === undefined ? undefined : { kty, crv, ...named, ...members };
}

/** Keys as a COSE_KeySet (RFC 9052 section 7): a CBOR array, in the order given. */
export function encodeCoseKeySet(keys: readonly Jwk[]): Uint8Array {
  return encodeCbor(keys.map(coseKeyOf));
}

/** The keys of a COSE_KeySet; those that cannot be read are left out, as RFC 9052 wants. Undefined: no key set. */
export function decodeCoseKeySet(bytes: Uint8Array): readonly Jwk[] | undefined {
  const set = decodeCbor(bytes);
  if (!Array.isArray(set) || set.length === 0) return undefined;
  return set.flatMap((key: unknown) => (key instanceof Map ? (jwkOfCoseKey(key) ?? []) : []));
}

function namesOf(map: CborMap): { kid?: string; alg?: string } | undefined {
  const kid = map.get(KID);
  if (kid !== undefined && !(kid instanceof Uint8Array)) return undefined;
  const alg = coseAlgorithms(map.get(ALG));
  if (alg?.length === 0) return undefined;
  return { ...(kid && { kid: textOfBytes(kid) }), ...(alg?.[0] && { alg: alg[0] }) };
}

function coseAlg(alg: string | undefined): number | undefined {
  const known = Object.keys(algorithms).find((name): name is Algorithm => name === alg);
  const facts: AlgorithmFacts | undefined = known && algorithms[known];
  return known && facts && facts.cose.length > 0 ? coseIdentifier(known) : undefined;
}

function curveOf(crv: string | undefined): number {
  const curve = CURVES[crv ?? ""];
  if (curve === undefined) throw new TypeError("a key on this curve has no COSE_Key here");
  return curve;
}

function bytesOf(text: string): Uint8Array {
  const bytes = decodeBase64url(text);
  if (!bytes) throw new TypeError("a member of the key is not base64url");
  return bytes;
}
