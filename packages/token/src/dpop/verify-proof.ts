import { KeyUnusable, type SyncSignatures } from "../crypto/provider.ts";
import { type HeldProof, judgeProof, type ProofProblem, type ProofRequest } from "./judge-proof.ts";
import { openProof } from "./open-proof.ts";

/** Opens a DPoP proof, checks its signature with the key inside it, and judges it. `malformed`: it is no proof. */
export function verifyProof(
  text: string,
  request: ProofRequest,
  signatures: Pick<SyncSignatures, "importKey" | "verify">,
): HeldProof | ProofProblem | "malformed" {
  const proof = openProof(text);
  if (proof === undefined) return "malformed";
  const { algorithm, jwk, signingInput, signature } = proof;
  try {
    const key = signatures.importKey(jwk, algorithm, "verify");
    return judgeProof(proof, signatures.verify(algorithm, key, signingInput, signature), request);
  } catch (error) {
    if (error instanceof KeyUnusable) return "key";
    throw error;
  }
}
