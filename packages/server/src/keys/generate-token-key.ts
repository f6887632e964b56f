import { generateKeyPair, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import type { Algorithm, Jwk } from "@sluice/token";

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

/** A fresh key for the algorithm: the secret, or the private half, as a JWK. Away from the event loop. */
export async function generateTokenKey(algorithm: Algorithm): Promise<Jwk> {
  const bytes = SECRET_BYTES[algorithm];
  if (bytes !== undefined) return { kty: "oct", k: randomBytes(bytes).toString("base64url") };
  const { privateKey } = await keyPair(algorithm);
  // Node's type for a JWK leaves `kty` open; an export always has it.
  return privateKey.export({ format: "jwk" }) as Jwk;
}

function keyPair(algorithm: Algorithm) {
  if (algorithm === "ES256") return generate("ec", { namedCurve: "P-256" });
  if (algorithm === "ES384") return generate("ec", { namedCurve: "P-384" });
  return algorithm === "EdDSA" ? generate("ed25519") : generate("rsa", { modulusLength: RSA_BITS });
}
