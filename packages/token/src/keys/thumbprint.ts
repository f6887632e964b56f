import type { CryptoProvider } from "../crypto/provider.ts";
import type { Jwk } from "./jwk.ts";

/** The members that count, in the order of RFC 7638 section 3.2 and RFC 8037 section 2. */
const MEMBERS: Readonly<Record<string, readonly (keyof Jwk)[]>> = {
  oct: ["k", "kty"],
  EC: ["crv", "kty", "x", "y"],
  RSA: ["e", "kty", "n"],
  OKP: ["crv", "kty", "x"],
};

/** SHA-256 thumbprint of a key (RFC 7638), 32 bytes; the same for both halves of a pair. Undefined when a member is missing. */
export function thumbprint(crypto: Pick<CryptoProvider, "sha256">, jwk: Jwk): Uint8Array | undefined {
  const members = MEMBERS[jwk.kty];
  if (!members?.every(member => typeof jwk[member] === "string")) return undefined;
  return crypto.sha256(JSON.stringify(Object.fromEntries(members.map(member => [member, jwk[member]]))));
}
