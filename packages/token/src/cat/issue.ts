import { encodeBase64url } from "../bytes/base64url.ts";
import { encodeCbor } from "../cbor/encode.ts";
import { type CborMap, CborTag, type CborValue } from "../cbor/value.ts";
import { coseIdentifier } from "../cose/algorithms.ts";
import { header, tag } from "../cose/labels.ts";
import { aadOf, signingInputOf } from "../cose/structures.ts";
import { GCM_IV_BYTES } from "../crypto/gcm.ts";
import { type Algorithm, type AlgorithmFacts, algorithms } from "../keys/algorithms.ts";
import type { KeyMaterial } from "../keys/token-key.ts";
import { bytesOfText } from "./byte-text.ts";
import type { CatClaims } from "./cat-claims.ts";
import type { Json } from "./claim.ts";
import { isClaimProblem } from "./claim-problem.ts";
import { claimsFromJson } from "./claims.ts";
import type { LabelProfile } from "./readings.ts";

/** A key that issues: imported for signing (or encryption). What it is decides how the token is protected. */
export interface IssuingKey {
  readonly algorithm: Algorithm;
  readonly material: KeyMaterial;
  /** How the token names it: text, or `0x` and hexadecimal. Undefined: not at all. */
  readonly kid?: string | undefined;
}

/** What a Common Access Token is made of. */
export interface CatToIssue {
  readonly claims: CatClaims;
  /** The same on the wire, in place of `claims`: for a token that is made from another. */
  readonly wire?: CborMap | undefined;
  /** HS256 makes a COSE_Mac0; ES256, PS256 and EdDSA a COSE_Sign1; A128GCM and A256GCM a COSE_Encrypt0. */
  readonly key: IssuingKey;
  /**
   * Which header bucket has the kid. Default: `protected`, so that no bit of the token changes without a trace; most peers
   * write it unprotected, and read both.
   */
  readonly kidIn?: "protected" | "unprotected" | undefined;
  /** Default: true, the CWT tag 61 stands in front. */
  readonly cwtTag?: boolean | undefined;
  /** Labels of or, nor, and, enc, crit, for claims that need them. */
  readonly labels?: LabelProfile | undefined;
  /** Claims that only the recipient may read; needs labels with `enc` (`akamai-2024`). */
  readonly encrypted?: EncryptedClaims | undefined;
  /** Closes the signed token as a whole in a COSE_Encrypt0. */
  readonly enclosed?: IssuingKey | undefined;
  /** Fresh random bytes for the nonces of what is encrypted: never the same twice for one key. */
  readonly randomBytes?: ((count: number) => Uint8Array) | undefined;
}

export interface EncryptedClaims {
  readonly key: IssuingKey;
  readonly claims: CatClaims;
}

/** What is asked of the driver that holds the keys. */
export type IssueQuestion =
  | { readonly ask: "sign"; readonly key: IssuingKey; readonly input: Uint8Array }
  | {
      readonly ask: "encrypt";
      readonly key: IssuingKey;
      readonly open: { readonly iv: Uint8Array; readonly aad: Uint8Array; readonly plaintext: Uint8Array };
    };

/** A token cannot be made of what was given: a claim has a wrong form, or a nonce is missing. */
export class CatNotIssued extends Error {
  override readonly name = "CatNotIssued";
}

type Issuing<Answer> = Generator<IssueQuestion, Answer, Uint8Array>;

/** The text of a new token; deterministic, but for nonces and signatures. The pure half of `issueCat` and `issueCatAsync`. */
export function* issueSteps(cat: CatToIssue): Issuing<string> {
  const claims = new Map(cat.wire ?? built(cat, cat.claims));
  if (cat.encrypted) {
    const enc = cat.labels?.enc;
    if (enc === undefined) throw new CatNotIssued("encrypted claims need labels with enc");
    claims.set(enc, yield* encryptClaims(cat, cat.encrypted, claims));
  }
  let token = yield* protect(cat, cat.key, encodeCbor(claims));
  if (cat.enclosed) token = yield* encrypt(cat, cat.enclosed, encodeCbor(token));
  return encodeBase64url(encodeCbor(cat.cwtTag === false ? token : new CborTag(tag.cwt, token)));
}

function built(cat: CatToIssue, written: CatClaims): CborMap {
  const json: Record<string, Json> = {};
  for (const [name, value] of Object.entries(written)) if (value !== undefined) json[name] = value;
  const claims = claimsFromJson(json, { labels: cat.labels });
  if (isClaimProblem(claims)) throw new CatNotIssued(`${claims.claim}: ${claims.detail}`);
  return claims;
}

function* encryptClaims(cat: CatToIssue, encrypted: EncryptedClaims, open: CborMap): Issuing<CborMap> {
  const closed = new Map<number | string, CborValue>();
  for (const [label, value] of built(cat, encrypted.claims)) {
    if (open.has(label)) throw new CatNotIssued(`claim ${label} is there in clear, too`);
    const message = yield* encrypt(cat, encrypted.key, encodeCbor(value));
    closed.set(label, encodeCbor(message.value));
  }
  return closed;
}

function* protect(cat: CatToIssue, key: IssuingKey, payload: Uint8Array): Issuing<CborTag> {
  const { use }: AlgorithmFacts = algorithms[key.algorithm];
  if (use === "encryption") return yield* encrypt(cat, key, payload);
  const coseTag = use === "mac" ? tag.mac0 : tag.sign1;
  const { protectedBytes, unprotected } = headersOf(cat, key);
  const input = signingInputOf({ protectedBytes, payload, payloadIsText: false }, coseTag);
  const signature = yield { ask: "sign", key, input };
  return new CborTag(coseTag, [protectedBytes, unprotected, payload, signature]);
}

function* encrypt(cat: CatToIssue, key: IssuingKey, plaintext: Uint8Array): Issuing<CborTag> {
  const iv = cat.randomBytes?.(GCM_IV_BYTES);
  if (iv?.length !== GCM_IV_BYTES) throw new CatNotIssued("encryption needs randomBytes for its nonce");
  const { protectedBytes, unprotected } = headersOf(cat, key);
  const ciphertext = yield { ask: "encrypt", key, open: { iv, aad: aadOf(protectedBytes), plaintext } };
  return new CborTag(tag.encrypt0, [protectedBytes, new Map(unprotected).set(header.iv, iv), ciphertext]);
}

function headersOf(cat: CatToIssue, key: IssuingKey): { protectedBytes: Uint8Array; unprotected: CborMap } {
  const inside = new Map<number, CborValue>([[header.alg, coseIdentifier(key.algorithm)]]);
  const outside = new Map<number, CborValue>();
  if (key.kid !== undefined) {
    const kid = bytesOfText(key.kid);
    if (!kid) throw new CatNotIssued("the kid is neither text nor 0x and hexadecimal");
    (cat.kidIn === "unprotected" ? outside : inside).set(header.kid, kid);
  }
  return { protectedBytes: encodeCbor(inside), unprotected: outside };
}
