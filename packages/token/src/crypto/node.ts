import {
  constants,
  createCipheriv,
  createDecipheriv,
  createECDH,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  hash,
  type JsonWebKey,
  type KeyObject,
  randomBytes,
  sign as signWith,
  timingSafeEqual,
  verify as verifyWith,
} from "node:crypto";
import type { Algorithm } from "../keys/algorithms.ts";
import { checkKeyFits } from "../keys/check-key-fits.ts";
import type { Jwk } from "../keys/jwk.ts";
import { publicJwk } from "../keys/public-jwk.ts";
import type { KeyMaterial } from "../keys/token-key.ts";
import { GCM_IV_BYTES, GCM_TAG_BYTES } from "./gcm.ts";
import { type MacHash, NodeHmac } from "./node-hmac.ts";
import { type CryptoProvider, KeyUnusable, type MacKey, type SyncSignatures } from "./provider.ts";

class NodeMacKey implements MacKey {
  readonly kind = "mac-key";
  readonly hmac: NodeHmac;

  constructor(bytes: Uint8Array) {
    this.hmac = new NodeHmac("sha256", bytes);
  }
}

/** The provider for Node, on `node:crypto`. `hmacSha256` throws a TypeError for a key of another provider. */
export const nodeCrypto: CryptoProvider = {
  randomBytes: count => randomBytes(count),
  sha256: data => hash("sha256", data, "buffer"),
  hmacSha256(key, data) {
    if (!(key instanceof NodeMacKey)) throw new TypeError("this key was not imported by nodeCrypto");
    return Buffer.from(key.hmac.binary(data), "binary");
  },
  equal: (left, right) => left.length === right.length && timingSafeEqual(left, right),
  macKey: bytes => new NodeMacKey(bytes),
};

/** A key as `nodeSignatures` imported it. */
class NodeKeyMaterial implements KeyMaterial {
  readonly provider = "node";
  readonly weakness: string | undefined;
  /** The secret, or the public half. */
  readonly checking: KeyObject;
  /** The secret, or the private half; undefined when imported for `verify`. */
  readonly signing: KeyObject | undefined;
  /** Of a secret that makes MACs. */
  readonly hmac: NodeHmac | undefined;

  constructor(
    checking: KeyObject,
    signing: KeyObject | undefined,
    { weakness, hmac }: { readonly weakness: string | undefined; readonly hmac?: NodeHmac | undefined },
  ) {
    this.checking = checking;
    this.signing = signing;
    this.weakness = weakness;
    this.hmac = hmac;
  }
}

const MAC_HASH: Partial<Record<Algorithm, MacHash>> = { HS256: "sha256", HS384: "sha384", HS512: "sha512" };

/** MACs are compared here, and never leave: a Buffer for each costs a quarter of the whole check. One for each length. */
const macs: ReadonlyMap<number, Buffer> = new Map([32, 48, 64].map(length => [length, Buffer.alloc(length)]));

/** `mac` has a letter for each byte. In time that does not depend on the content. */
function isMac(mac: string, signature: Uint8Array): boolean {
  const bytes = macs.get(mac.length);
  if (bytes === undefined || signature.length !== mac.length) return false;
  bytes.write(mac, "binary");
  return timingSafeEqual(bytes, signature);
}

/** How `node:crypto` is asked for each kind of signature. */
interface SignatureFacts {
  readonly hash: string | null;
  /** Of the signature; undefined: as long as the modulus. Bytes. */
  readonly length?: number;
  readonly options: { dsaEncoding?: "ieee-p1363"; padding?: number; saltLength?: number };
}

const PSS = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
const SIGNATURE: Partial<Record<Algorithm, SignatureFacts>> = {
  RS256: { hash: "sha256", options: { padding: constants.RSA_PKCS1_PADDING } },
  PS256: { hash: "sha256", options: PSS },
  ES256: { hash: "sha256", length: 64, options: { dsaEncoding: "ieee-p1363" } },
  ES384: { hash: "sha384", length: 96, options: { dsaEncoding: "ieee-p1363" } },
  EdDSA: { hash: null, length: 64, options: {} },
};

/**
 * Signatures, MACs and AES-GCM on `node:crypto`, at once. Every key is imported once, as a KeyObject. ECDSA signatures
 * with a high s are accepted, as COSE and JOSE have it: a token has many byte forms and is known by its id alone.
 */
export const nodeSignatures: SyncSignatures = {
  importKey(jwk, algorithm, purpose) {
    const { weakness } = checkKeyFits(jwk, algorithm, purpose);
    if (jwk.kty === "oct") {
      const bytes = Buffer.from(jwk.k ?? "", "base64url");
      const secret = createSecretKey(bytes);
      const hash = MAC_HASH[algorithm];
      return new NodeKeyMaterial(secret, secret, { weakness, hmac: hash && new NodeHmac(hash, bytes) });
    }
    const signing = purpose === "sign" ? importHalf(createPrivateKey, jwk) : undefined;
    return new NodeKeyMaterial(importHalf(createPublicKey, publicJwk(jwk) ?? jwk), signing, { weakness });
  },

  verify(algorithm, key, input, signature) {
    const { checking, hmac } = own(key);
    const hash = MAC_HASH[algorithm];
    if (hash === undefined) return verifySignature(factsOf(algorithm), checking, input, signature);
    return hmac?.hash === hash && isMac(hmac.binary(input), signature);
  },

  sign(algorithm, key, input) {
    const signing = signingHalf(key);
    const hash = MAC_HASH[algorithm];
    if (hash !== undefined) return createHmac(hash, signing).update(input).digest();
    const facts = factsOf(algorithm);
    return signWith(facts.hash, bytesOf(input), { key: signing, ...facts.options });
  },

  decrypt(algorithm, key, { iv, aad, ciphertext }) {
    const at = ciphertext.length - GCM_TAG_BYTES;
    if (iv.length !== GCM_IV_BYTES || at < 0) return undefined;
    const opening = createDecipheriv(cipherOf(algorithm), own(key).checking, iv, {
      authTagLength: GCM_TAG_BYTES,
    });
    opening.setAAD(aad).setAuthTag(ciphertext.subarray(at));
    try {
      return Buffer.concat([opening.update(ciphertext.subarray(0, at)), opening.final()]);
    } catch {
      return undefined;
    }
  },

  encrypt(algorithm, key, { iv, aad, plaintext }) {
    if (iv.length !== GCM_IV_BYTES) throw new RangeError(`AES-GCM needs a nonce of ${GCM_IV_BYTES} bytes`);
    const sealing = createCipheriv(cipherOf(algorithm), signingHalf(key), iv, {
      authTagLength: GCM_TAG_BYTES,
    });
    sealing.setAAD(aad);
    return Buffer.concat([sealing.update(plaintext), sealing.final(), sealing.getAuthTag()]);
  },
};

const ECDH_CURVE: Readonly<Record<string, string>> = { "P-256": "prime256v1", "P-384": "secp384r1" };
/** PKCS #8 of an Ed25519 seed, up to the seed (RFC 8410 section 7). */
const ED25519_PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");

/**
 * Completes a private EC or Ed25519 key that came without its public half, which needs the curve's arithmetic. Any
 * other key comes back as it is. Throws KeyUnusable when the private number is not one of the curve.
 */
export function completeJwk(jwk: Jwk): Jwk {
  if (jwk.d === undefined || jwk.x !== undefined || (jwk.kty !== "EC" && jwk.kty !== "OKP")) return jwk;
  const secret = Buffer.from(jwk.d, "base64url");
  try {
    return { ...jwk, ...(jwk.kty === "EC" ? ecPoint(jwk.crv, secret) : ed25519Point(secret)) };
  } catch {
    throw new KeyUnusable("the private key does not belong to its curve");
  }
}

function ecPoint(crv: string | undefined, secret: Uint8Array): { x: string; y: string } {
  const curve = createECDH(ECDH_CURVE[crv ?? ""] ?? "");
  curve.setPrivateKey(secret);
  const point = curve.getPublicKey();
  const half = (point.length + 1) / 2;
  return { x: point.subarray(1, half).toString("base64url"), y: point.subarray(half).toString("base64url") };
}

function ed25519Point(seed: Uint8Array): { x: string } {
  const der = Buffer.concat([ED25519_PKCS8, seed]);
  const { x } = createPublicKey(createPrivateKey({ key: der, format: "der", type: "pkcs8" })).export({
    format: "jwk",
  });
  return { x: x ?? "" };
}

function own(key: KeyMaterial): NodeKeyMaterial {
  if (!(key instanceof NodeKeyMaterial)) throw new TypeError("this key was not imported by nodeSignatures");
  return key;
}

function signingHalf(key: KeyMaterial): KeyObject {
  const { signing } = own(key);
  if (!signing) throw new TypeError("this key was imported to verify, not to sign");
  return signing;
}

function importHalf(create: typeof createPublicKey | typeof createPrivateKey, jwk: Jwk): KeyObject {
  const { alg, use, key_ops, kid, ...key } = jwk;
  try {
    return create({ key: key satisfies JsonWebKey, format: "jwk" });
  } catch {
    throw new KeyUnusable("the key's numbers do not make a key");
  }
}

function verifySignature(
  { hash, length, options }: SignatureFacts,
  key: KeyObject,
  input: Uint8Array | string,
  signature: Uint8Array,
): boolean {
  // RFC 8017 8.1.2 step 1: OpenSSL takes a PSS signature that lost its leading zero byte for the whole one.
  if (signature.length !== (length ?? modulusBytes(key))) return false;
  try {
    return verifyWith(hash, bytesOf(input), { key, ...options }, signature);
  } catch {
    return false;
  }
}

function modulusBytes(key: KeyObject): number {
  return Math.ceil((key.asymmetricKeyDetails?.modulusLength ?? 0) / 8);
}

function factsOf(algorithm: Algorithm): SignatureFacts {
  const facts = SIGNATURE[algorithm];
  if (!facts) throw new TypeError(`${algorithm} does not sign`);
  return facts;
}

function cipherOf(algorithm: Algorithm): "aes-128-gcm" | "aes-256-gcm" {
  if (algorithm === "A128GCM") return "aes-128-gcm";
  if (algorithm === "A256GCM") return "aes-256-gcm";
  throw new TypeError(`${algorithm} does not encrypt`);
}

function bytesOf(input: Uint8Array | string): Uint8Array {
  return typeof input === "string" ? Buffer.from(input) : input;
}
