import { generateKeyPair, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { type Algorithm, type Jwk, Secret } from "@sluice/token";
import type { TokenKeyValueEncoding } from "../store/token-keys.ts";

const generate = promisify(generateKeyPair);
const RSA_BITS = 3072;

/** Bytes of a fresh secret: as long as the hash's output (RFC 7518 section 3.2), or as the cipher's key. */
const SECRET_BYTES: Partial<Record<Algorithm, number>> = {
  HS256: 32,
  HS384: 48,
  HS512: 64,
  A128GCM: 16,
  A256GCM: 32,
};

/**
 * A fresh key for the algorithm: the secret, or the private half, as a JWK. Away from the event loop. With the encoding
 * `text` the key is the text of as many random bytes in hexadecimal.
 */
export async function generateTokenKey(
  algorithm: Algorithm,
  valueEncoding: TokenKeyValueEncoding = "base64url",
): Promise<Jwk> {
  const count = SECRET_BYTES[algorithm];
  if (count !== undefined) {
    const bytes = randomBytes(count);
    const secret = valueEncoding === "text" ? Buffer.from(bytes.toString("hex")) : bytes;
    return { kty: "oct", k: secret.toString("base64url") };
  }
  const { privateKey } = await keyPair(algorithm);
  // Node's type for a JWK leaves `kty` open; an export always has it.
  return privateKey.export({ format: "jwk" }) as Jwk;
}

/** The value of a secret as it is handed out; undefined for a key with a private half, which never leaves. */
export function valueOfTokenKey(
  { k }: Jwk,
  valueEncoding: TokenKeyValueEncoding = "base64url",
): Secret | undefined {
  if (k === undefined) return undefined;
  return new Secret(Buffer.from(k, "base64url").toString(valueEncoding === "text" ? "utf8" : valueEncoding));
}

function keyPair(algorithm: Algorithm) {
  if (algorithm === "ES256") return generate("ec", { namedCurve: "P-256" });
  if (algorithm === "ES384") return generate("ec", { namedCurve: "P-384" });
  return algorithm === "EdDSA" ? generate("ed25519") : generate("rsa", { modulusLength: RSA_BITS });
}
