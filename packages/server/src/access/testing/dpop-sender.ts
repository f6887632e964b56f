import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from "node:crypto";

/** What a proof says; each member may be wrong in a test. */
export interface ProofClaims {
  readonly htm?: string;
  readonly htu: string;
  readonly iat: number;
  readonly jti?: string;
  readonly nonce?: string;
  /** The token that it goes with. */
  readonly token: string;
}

/** A sender with a key of its own, who makes DPoP proofs (RFC 9449 section 4.2). */
export function createDpopSender() {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { crv, kty, x, y } = publicKey.export({ format: "jwk" });
  return {
    /** RFC 7638, base64url: for `cnf`. */
    jkt: createHash("sha256").update(JSON.stringify({ crv, kty, x, y })).digest("base64url"),
    prove({ htm = "GET", htu, iat, jti = randomUUID(), nonce, token }: ProofClaims): string {
      const ath = createHash("sha256").update(token).digest("base64url");
      const header = { typ: "dpop+jwt", alg: "ES256", jwk: { kty, crv, x, y } };
      return signed(
        header,
        { htm, htu, iat, jti, ath, ...(nonce === undefined ? {} : { nonce }) },
        privateKey,
      );
    },
  };
}

function signed(header: object, claims: object, key: KeyObject): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const input = `${part(header)}.${part(claims)}`;
  const signature = sign("sha256", Buffer.from(input), { key, dsaEncoding: "ieee-p1363" });
  return `${input}.${signature.toString("base64url")}`;
}
