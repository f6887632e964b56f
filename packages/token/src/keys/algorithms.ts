/** What a key does. */
export type KeyUse = "mac" | "signature" | "encryption";

/** One algorithm under its JOSE name (RFC 7518), with its COSE identifiers. */
export interface AlgorithmFacts {
  readonly use: KeyUse;
  readonly kty: "oct" | "EC" | "RSA" | "OKP";
  readonly curve?: "P-256" | "P-384" | "Ed25519";
  /** COSE identifiers that mean it; the first is written (RFC 9053, RFC 9864). Empty: not used with COSE. */
  readonly cose: readonly number[];
  /** True where a JWT may use it. */
  readonly jose: boolean;
}

/**
 * Every algorithm that Sluice reads and writes. The algorithm belongs to the key: a token's header must agree with it
 * and never chooses. HMAC 256/64 (COSE 4) is missing on purpose: CTA-5007-B does not allow it.
 */
export const algorithms = {
  HS256: { use: "mac", kty: "oct", cose: [5], jose: true },
  HS384: { use: "mac", kty: "oct", cose: [], jose: true },
  HS512: { use: "mac", kty: "oct", cose: [], jose: true },
  RS256: { use: "signature", kty: "RSA", cose: [], jose: true },
  PS256: { use: "signature", kty: "RSA", cose: [-37], jose: true },
  ES256: { use: "signature", kty: "EC", curve: "P-256", cose: [-7, -9], jose: true },
  ES384: { use: "signature", kty: "EC", curve: "P-384", cose: [], jose: true },
  EdDSA: { use: "signature", kty: "OKP", curve: "Ed25519", cose: [-8, -19], jose: true },
  A128GCM: { use: "encryption", kty: "oct", cose: [1], jose: false },
  A256GCM: { use: "encryption", kty: "oct", cose: [3], jose: false },
} as const satisfies Record<string, AlgorithmFacts>;

export type Algorithm = keyof typeof algorithms;
