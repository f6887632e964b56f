import type { AsyncSignatures } from "./crypto/provider.ts";
import type { CryptoAnswer, CryptoQuestion } from "./crypto/question.ts";
import type { Refused } from "./formats/judgement.ts";
import type { KeyRing } from "./keys/token-key.ts";
import { Asking, isYes, type Proof, type Proving, prove } from "./prove.ts";

/** Proves a token with WebCrypto: see `prove`. Every key of the ring must have been imported by `signatures`. */
export async function proveAsync(
  raw: string,
  ring: KeyRing,
  signatures: AsyncSignatures,
): Promise<Proof | Refused> {
  let proving = prove(raw, ring);
  while (proving instanceof Asking) proving = await next(proving, signatures);
  return proving;
}

async function next(asking: Asking, signatures: AsyncSignatures): Promise<Proving> {
  for (const [index, question] of asking.questions.entries()) {
    const answer = await ask(question, signatures);
    if (isYes(answer)) return asking.answered(index, answer);
  }
  return asking.unanswered();
}

function ask(question: CryptoQuestion, signatures: AsyncSignatures): Promise<CryptoAnswer> {
  const { algorithm, material } = question.key;
  return question.ask === "verify"
    ? signatures.verify(algorithm, material, question.input, question.signature)
    : signatures.decrypt(algorithm, material, question.sealed);
}
