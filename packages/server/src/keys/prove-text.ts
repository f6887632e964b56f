import {
  algorithms,
  type KeyRing,
  type Proof,
  proveSync,
  type Refused,
  type SyncSignatures,
} from "@sluice/token";

/**
 * Proves a text with the keys of a ring, at once. A key for encryption vouches for nothing: claims that are encrypted and
 * not signed open nothing, or whoever may only hide claims could write them.
 */
export function proveText(text: string, ring: KeyRing, signatures: SyncSignatures): Proof | Refused {
  const proof = proveSync(text, ring, signatures);
  if ("refused" in proof || algorithms[proof.key.algorithm].use !== "encryption") return proof;
  return { refused: "algorithm-not-allowed", detail: "what is encrypted must be signed, too" };
}
