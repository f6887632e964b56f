import { createPublicKey } from "node:crypto";
import type { Jwk } from "@sluice/token";

/** The public key in a PEM text (SPKI, PKCS #1 or an X.509 certificate); undefined for anything else, also a private key. */
export function jwkOfPublicPem(pem: string): Jwk | undefined {
  if (!pem.includes("-----BEGIN ") || pem.includes("PRIVATE")) return undefined;
  try {
    return createPublicKey(pem).export({ format: "jwk" }) as Jwk;
  } catch {
    return undefined;
  }
}
