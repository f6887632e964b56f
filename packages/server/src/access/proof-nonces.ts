import { createHmac, createSecretKey } from "node:crypto";

/** A nonce is handed out for so long, and taken for so long again. Seconds. */
const TURN_SECONDS = 120;
/** 128 bits in base64url. */
const LENGTH = 22;

/** Nonces that a DPoP proof must carry (RFC 9449 section 8): made of the time, so that nothing is kept. */
export interface ProofNonces {
  /** The one that is handed out. */
  now(nowSeconds: number): string;
  /** Those that are taken: this turn's and the last one's. */
  taken(nowSeconds: number): readonly string[];
}

export function createProofNonces(keyBytes: Uint8Array): ProofNonces {
  const key = createSecretKey(keyBytes);
  const ofTurn = (turn: number): string =>
    createHmac("sha256", key).update(`dpop ${turn}`).digest("base64url").slice(0, LENGTH);
  const turnAt = (nowSeconds: number): number => Math.floor(nowSeconds / TURN_SECONDS);
  return {
    now: nowSeconds => ofTurn(turnAt(nowSeconds)),
    taken: nowSeconds => [ofTurn(turnAt(nowSeconds)), ofTurn(turnAt(nowSeconds) - 1)],
  };
}
