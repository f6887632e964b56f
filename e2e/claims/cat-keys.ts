import { generateKeyPairSync, randomBytes } from "node:crypto";
import { nodeSignatures } from "../../packages/token/src/crypto/node.ts";
import type { IssuingKey } from "../../packages/token/src/index.ts";
import type { TestServer } from "../support/sluice.ts";

/** A key that the test issues with, and what the server is told of it. */
export interface ForeignKey extends IssuingKey {
  readonly kid: string;
  /** The body of `POST /v1/keys`. */
  readonly grant: Readonly<Record<string, unknown>>;
}

/** A new secret for a MAC or for encryption. `more`: what else the server is told: an issuer, a label profile. */
export function secretKey(
  algorithm: "HS256" | "A128GCM" | "A256GCM",
  kid: string,
  more: Readonly<Record<string, unknown>> = {},
): ForeignKey {
  const k = randomBytes(algorithm === "A128GCM" ? 16 : 32).toString("base64url");
  const jwk = { kty: "oct", k, alg: algorithm };
  return {
    algorithm,
    kid,
    material: nodeSignatures.importKey(jwk, algorithm, "sign"),
    grant: { name: kid, kid, algorithm, import: { jwk }, ...more },
  };
}

/** A new key pair; the server gets its public half. */
export function signingKey(kid: string): ForeignKey {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "", d = "" } = privateKey.export({ format: "jwk" });
  const open = { kty: "EC", crv: "P-256", x, y };
  return {
    algorithm: "ES256",
    kid,
    material: nodeSignatures.importKey({ ...open, d }, "ES256", "sign"),
    grant: { name: kid, kid, algorithm: "ES256", import: { jwk: open } },
  };
}

/** Hands keys over; throws for one that the server does not take. */
export async function importKeys(server: TestServer, keys: readonly ForeignKey[]): Promise<void> {
  for (const { kid, grant } of keys) {
    const { status, body } = await server.api("POST", "/v1/keys", grant);
    if (status !== 201) throw new Error(`key ${kid}: ${status} ${JSON.stringify(body)}`);
  }
}
