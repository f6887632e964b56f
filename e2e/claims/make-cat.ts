import { randomBytes } from "node:crypto";
import { encodeCbor } from "../../packages/token/src/cbor/encode.ts";
import { CborTag } from "../../packages/token/src/cbor/value.ts";
import { coseIdentifier } from "../../packages/token/src/cose/algorithms.ts";
import { header, tag } from "../../packages/token/src/cose/labels.ts";
import { aadOf, signingInputOf } from "../../packages/token/src/cose/structures.ts";
import { nodeSignatures } from "../../packages/token/src/crypto/node.ts";
import { type CatClaims, type CatToIssue, issueCat } from "../../packages/token/src/index.ts";
import type { ForeignKey } from "./cat-keys.ts";

/** Unix seconds, so many from now. */
export const fromNow = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

/** A name that no other token has. */
export const freshCti = (): string => `t-${randomBytes(8).toString("hex")}`;

/** A Common Access Token as its issuer makes it: for an hour and with a name of its own, unless its claims say otherwise. */
export function makeCat(
  key: ForeignKey,
  claims: CatClaims = {},
  more: Partial<Omit<CatToIssue, "key" | "claims">> = {},
): string {
  const whole = { exp: fromNow(3600), cti: freshCti(), ...claims };
  return issueCat({ key, claims: whole, randomBytes: count => randomBytes(count), ...more }, nodeSignatures);
}

/** A token over these bytes, whatever they are, with a MAC or a signature that is right. */
export function makeCatOf(key: ForeignKey, payload: Uint8Array): string {
  const protectedBytes = headersOf(key);
  const coseTag = key.algorithm === "HS256" ? tag.mac0 : tag.sign1;
  const input = signingInputOf({ protectedBytes, payload, payloadIsText: false }, coseTag);
  const signature = nodeSignatures.sign(key.algorithm, key.material, input);
  const message = new CborTag(coseTag, [protectedBytes, new Map(), payload, signature]);
  return textOf(message);
}

/** A COSE_Encrypt0 around these bytes, whatever they are. */
export function encrypted(key: ForeignKey, plaintext: Uint8Array): string {
  const protectedBytes = headersOf(key);
  const iv = randomBytes(12);
  const open = { iv, aad: aadOf(protectedBytes), plaintext };
  const ciphertext = nodeSignatures.encrypt(key.algorithm, key.material, open);
  return textOf(new CborTag(tag.encrypt0, [protectedBytes, new Map([[header.iv, iv]]), ciphertext]));
}

const textOf = (message: CborTag) =>
  Buffer.from(encodeCbor(new CborTag(tag.cwt, message))).toString("base64url");

const headersOf = ({ algorithm, kid }: ForeignKey) =>
  encodeCbor(
    new Map<number, number | Uint8Array>([
      [header.alg, coseIdentifier(algorithm)],
      [header.kid, Buffer.from(kid)],
    ]),
  );
