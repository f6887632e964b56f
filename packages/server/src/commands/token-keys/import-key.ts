import {
  type Algorithm,
  algorithms,
  type Jwk,
  KeyUnusable,
  publicJwk,
  type SyncSignatures,
} from "@sluice/token";
import { algorithmOfJwk, isAlgorithm } from "../../keys/jwks-keys.ts";
import { jwkOfPublicPem } from "../../keys/public-pem.ts";
import { invalidFields, type Outcome } from "../command-problem.ts";
import type { TokenKeyImport } from "./token-key-grant.ts";

/** A key that was handed over: the secret, or the public half, and its one algorithm. */
export interface HandedOverKey {
  readonly jwk: Jwk;
  readonly algorithm: Algorithm;
}

/**
 * Reads a key that was handed over. Its algorithm is the one that is `wanted`, else what the key says of itself, else
 * HS256 for secrets, RS256 for RSA, and what its curve has. A private half is refused: it is not needed to check tokens.
 */
export function readImport(
  signatures: Pick<SyncSignatures, "importKey">,
  given: TokenKeyImport,
  wanted: Algorithm | undefined,
): Outcome<HandedOverKey> {
  const jwk = jwkOf(given);
  if (typeof jwk === "string") return invalidImport(jwk);
  const algorithm = wanted ?? ownAlgorithm(jwk);
  if (algorithm === undefined) return invalidImport("its algorithm is not known: name it in algorithm");
  const kept: Jwk | undefined = jwk.kty === "oct" ? secretOf(jwk) : publicJwk(jwk);
  if (!kept) return invalidImport("this is no key");
  try {
    signatures.importKey(kept, algorithm, "verify");
  } catch (error) {
    return invalidImport(error instanceof KeyUnusable ? error.message : "this key cannot be imported");
  }
  return { done: { jwk: { ...kept, alg: algorithm }, algorithm } };
}

function jwkOf(given: TokenKeyImport): Jwk | string {
  if ("pem" in given) {
    return jwkOfPublicPem(given.pem) ?? "this is no public key or certificate in PEM (send no private key)";
  }
  if ("jwk" in given) {
    const { d, p, q, dp, dq, qi } = given.jwk;
    const isPrivate = [d, p, q, dp, dq, qi].some(member => member !== undefined);
    // Members that were not sent are not there.
    return isPrivate ? "this holds a private key: send its public half" : (given.jwk as Jwk);
  }
  const { secret, encoding } = given;
  const bytes = Buffer.from(secret, encoding === "text" ? "utf8" : encoding);
  // Node skips what is not of the encoding.
  const isWhole = encoding === "text" || bytes.toString(encoding) === normalised(secret, encoding);
  if (!isWhole || bytes.length === 0) return `this is no ${encoding}`;
  return { kty: "oct", k: bytes.toString("base64url") };
}

function normalised(secret: string, encoding: "base64url" | "hex"): string {
  return encoding === "hex" ? secret.toLowerCase() : secret.replace(/=+$/, "");
}

function ownAlgorithm(jwk: Jwk): Algorithm | undefined {
  if (jwk.kty !== "oct") return algorithmOfJwk(jwk, undefined);
  if (jwk.alg === undefined) return "HS256";
  return isAlgorithm(jwk.alg) && algorithms[jwk.alg].kty === "oct" ? jwk.alg : undefined;
}

function secretOf({ k }: Jwk): Jwk | undefined {
  return k === undefined ? undefined : { kty: "oct", k };
}

function invalidImport(message: string) {
  return invalidFields([{ field: "import", message }]);
}
