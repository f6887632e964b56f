import type { SyncSignatures } from "./crypto/provider.ts";
import type { CryptoAnswer, CryptoQuestion } from "./crypto/question.ts";
import type { Refused } from "./formats/judgement.ts";
import type { KeyRing } from "./keys/token-key.ts";
import { Asking, isYes, type Proof, type Proving, prove } from "./prove.ts";

/** Proves a token at once: see `prove`. Every key of the ring must have been imported by `signatures`. */
export function proveSync(raw: string, ring: KeyRing, signatures: SyncSignatures): Proof | Refused {
  let proving = prove(raw, ring);
  while (proving instanceof Asking) proving = next(proving, signatures);
  return proving;
}

function next(asking: Asking, signatures: SyncSignatures): Proving {
  const { questions } = asking;
  for (let index = 0; index < questions.length; index += 1) {
    const question = questions[index];
    const answer = question && ask(question, signatures);
    if (isYes(answer)) return asking.answered(index, answer);
  }
  return asking.unanswered();
}

function ask(question: CryptoQuestion, signatures: SyncSignatures): CryptoAnswer {
  const { algorithm, material } = question.key;
  return question.ask === "verify"
    ? signatures.verify(algorithm, material, question.input, question.signature)
    : signatures.decrypt(algorithm, material, question.sealed);
}
