import { type Algorithm, algorithms, type Jwk } from "@sluice/token";

/** Other names of the same algorithms (RFC 9864). */
const ALIASES: Readonly<Record<string, Algorithm>> = { ESP256: "ES256", ESP384: "ES384", Ed25519: "EdDSA" };

/**
 * The algorithm of a public key in a set: what it says itself, else the only one that its curve has, and RS256 for RSA.
 * Undefined: it is no public key that signs tokens (`oct` never is), or it is not of the algorithm that is `wanted`.
 */
export function algorithmOfJwk(jwk: Jwk, wanted: Algorithm | undefined): Algorithm | undefined {
  if (jwk.kty === "oct" || (jwk.use !== undefined && jwk.use !== "sig")) return undefined;
  if (jwk.key_ops !== undefined && !jwk.key_ops.includes("verify")) return undefined;
  const algorithm = jwk.alg === undefined ? impliedBy(jwk, wanted) : named(jwk.alg);
  if (algorithm === undefined || (wanted !== undefined && wanted !== algorithm)) return undefined;
  const facts = algorithms[algorithm];
  const isSignature = facts.use === "signature" && facts.kty === jwk.kty;
  return isSignature && (!("curve" in facts) || facts.curve === jwk.crv) ? algorithm : undefined;
}

function named(alg: string): Algorithm | undefined {
  const name = ALIASES[alg] ?? alg;
  return isAlgorithm(name) ? name : undefined;
}

/** True for the name of an algorithm that Sluice knows. */
export function isAlgorithm(name: string): name is Algorithm {
  return Object.hasOwn(algorithms, name);
}

function impliedBy({ kty, crv }: Jwk, wanted: Algorithm | undefined): Algorithm | undefined {
  if (kty === "RSA") return wanted ?? "RS256";
  if (kty === "OKP" && crv === "Ed25519") return "EdDSA";
  return kty === "EC" ? { "P-256": "ES256" as const, "P-384": "ES384" as const }[crv ?? ""] : undefined;
}
