import { decodeBase64url } from "../bytes/base64url.ts";
import type { Algorithm } from "../keys/algorithms.ts";
import { checkKeyFits } from "../keys/check-key-fits.ts";
import type { Jwk } from "../keys/jwk.ts";
import { publicJwk } from "../keys/public-jwk.ts";
import type { KeyMaterial } from "../keys/token-key.ts";
import { GCM_IV_BYTES, GCM_TAG_BYTES } from "./gcm.ts";
import { type AsyncSignatures, KeyUnusable } from "./provider.ts";

/** A key as `webSignatures` imported it. */
class WebKeyMaterial implements KeyMaterial {
  readonly provider = "web";
  readonly weakness: string | undefined;
  /** The secret, or the public half. */
  readonly checking: CryptoKey;
  /** The secret, or the private half; undefined when imported for `verify`. */
  readonly signing: CryptoKey | undefined;

  constructor(checking: CryptoKey, signing: CryptoKey | undefined, weakness: string | undefined) {
    this.checking = checking;
    this.signing = signing;
    this.weakness = weakness;
  }
}

/** How WebCrypto is asked: at import, and with every signature. */
interface WebFacts {
  readonly imported: HmacImportParams | RsaHashedImportParams | EcKeyImportParams | { readonly name: string };
  readonly used: { readonly name: string } | RsaPssParams | EcdsaParams;
  /** Of a MAC or signature; undefined: as long as the modulus. Bytes. */
  readonly length?: number;
}

const hmac = (hash: string, length: number): WebFacts => ({
  imported: { name: "HMAC", hash },
  used: { name: "HMAC" },
  length,
});
const ecdsa = (namedCurve: string, hash: string, length: number): WebFacts => ({
  imported: { name: "ECDSA", namedCurve },
  used: { name: "ECDSA", hash },
  length,
});
const gcm: WebFacts = { imported: { name: "AES-GCM" }, used: { name: "AES-GCM" } };

const WEB: Readonly<Record<Algorithm, WebFacts>> = {
  HS256: hmac("SHA-256", 32),
  HS384: hmac("SHA-384", 48),
  HS512: hmac("SHA-512", 64),
  RS256: { imported: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }, used: { name: "RSASSA-PKCS1-v1_5" } },
  PS256: { imported: { name: "RSA-PSS", hash: "SHA-256" }, used: { name: "RSA-PSS", saltLength: 32 } },
  ES256: ecdsa("P-256", "SHA-256", 64),
  ES384: ecdsa("P-384", "SHA-384", 96),
  EdDSA: { imported: { name: "Ed25519" }, used: { name: "Ed25519" }, length: 64 },
  A128GCM: gcm,
  A256GCM: gcm,
};

/**
 * Signatures, MACs and AES-GCM on WebCrypto (`globalThis.crypto.subtle`), for browsers and edge workers; says the same
 * of every key and signature as `nodeSignatures`. MACs are compared inside WebCrypto, in constant time.
 */
export const webSignatures: AsyncSignatures = {
  async importKey(jwk, algorithm, purpose) {
    const { weakness } = checkKeyFits(jwk, algorithm, purpose);
    if (jwk.kty === "oct") {
      const secret = await importSecret(jwk, algorithm);
      return new WebKeyMaterial(secret, secret, weakness);
    }
    const checking = await importHalf(publicJwk(jwk) ?? jwk, algorithm, "verify");
    const signing = purpose === "sign" ? await importHalf(jwk, algorithm, "sign") : undefined;
    return new WebKeyMaterial(checking, signing, weakness);
  },

  async verify(algorithm, key, input, signature) {
    const { used, length } = WEB[algorithm];
    const { checking } = own(key);
    // RFC 8017 8.1.2 step 1: some WebCrypto take a PSS signature that lost its leading zero byte for the whole one.
    if (signature.length !== (length ?? modulusBytes(checking))) return false;
    return crypto.subtle.verify(used, checking, owned(signature), bytesOf(input));
  },

  async sign(algorithm, key, input) {
    return new Uint8Array(await crypto.subtle.sign(WEB[algorithm].used, signingHalf(key), bytesOf(input)));
  },

  async decrypt(algorithm, key, { iv, aad, ciphertext }) {
    if (iv.length !== GCM_IV_BYTES || ciphertext.length < GCM_TAG_BYTES) return undefined;
    const { checking } = own(key);
    try {
      return new Uint8Array(
        await crypto.subtle.decrypt(gcmParams(algorithm, iv, aad), checking, owned(ciphertext)),
      );
    } catch {
      return undefined;
    }
  },

  async encrypt(algorithm, key, { iv, aad, plaintext }) {
    if (iv.length !== GCM_IV_BYTES) throw new RangeError(`AES-GCM needs a nonce of ${GCM_IV_BYTES} bytes`);
    const params = gcmParams(algorithm, iv, aad);
    return new Uint8Array(await crypto.subtle.encrypt(params, signingHalf(key), owned(plaintext)));
  },
};

function own(key: KeyMaterial): WebKeyMaterial {
  if (!(key instanceof WebKeyMaterial)) throw new TypeError("this key was not imported by webSignatures");
  return key;
}

function signingHalf(key: KeyMaterial): CryptoKey {
  const { signing } = own(key);
  if (!signing) throw new TypeError("this key was imported to verify, not to sign");
  return signing;
}

function modulusBytes({ algorithm }: CryptoKey): number {
  return "modulusLength" in algorithm ? Math.ceil(Number(algorithm.modulusLength) / 8) : 0;
}

function importSecret(jwk: Jwk, algorithm: Algorithm): Promise<CryptoKey> {
  const secret = decodeBase64url(jwk.k ?? "") ?? new Uint8Array();
  const { imported } = WEB[algorithm];
  const usages: KeyUsage[] = imported.name === "HMAC" ? ["sign", "verify"] : ["encrypt", "decrypt"];
  return crypto.subtle.importKey("raw", owned(secret), imported, false, usages);
}

async function importHalf(jwk: Jwk, algorithm: Algorithm, usage: "sign" | "verify"): Promise<CryptoKey> {
  const { alg, use, key_ops, kid, ...key } = jwk;
  try {
    return await crypto.subtle.importKey("jwk", key, WEB[algorithm].imported, false, [usage]);
  } catch {
    throw new KeyUnusable("the key's numbers do not make a key");
  }
}

function gcmParams(algorithm: Algorithm, iv: Uint8Array, aad: Uint8Array): AesGcmParams {
  if (WEB[algorithm] !== gcm) throw new TypeError(`${algorithm} does not encrypt`);
  return { name: "AES-GCM", iv: owned(iv), additionalData: owned(aad), tagLength: GCM_TAG_BYTES * 8 };
}

function bytesOf(input: Uint8Array | string): Uint8Array<ArrayBuffer> {
  return typeof input === "string" ? new TextEncoder().encode(input) : owned(input);
}

/** WebCrypto takes no view of shared memory; a view of ordinary memory passes as it is. */
function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes);
}
