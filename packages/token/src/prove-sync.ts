import type { SyncSignatures } from "./crypto/provider.ts";
import type { CryptoAnswer, CryptoQuestion } from "./crypto/question.ts";
import type { Refused } from "./formats/judgement.ts";
import type { KeyRing } from "./keys/token-key.ts";
import { type Proof, prove } from "./prove.ts";

/** Proves a token at once: see `prove`. Every key of the ring must have been imported by `signatures`. */
export function proveSync(raw: string, ring: KeyRing, signatures: SyncSignatures): Proof | Refused {
  const proving = prove(raw, ring);
  let step = proving.next();
  while (!step.done) step = proving.next(answer(step.value, signatures));
  return step.value;
}

function answer(question: CryptoQuestion, signatures: SyncSignatures): CryptoAnswer {
  const { algorithm, material } = question.key;
  return question.ask === "verify"
    ? signatures.verify(algorithm, material, question.input, question.signature)
    : signatures.decrypt(algorithm, material, question.sealed);
}
