import type { AsyncSignatures } from "./crypto/provider.ts";
import type { CryptoAnswer, CryptoQuestion } from "./crypto/question.ts";
import type { Refused } from "./formats/judgement.ts";
import type { KeyRing } from "./keys/token-key.ts";
import { type Proof, prove } from "./prove.ts";

/** Proves a token with WebCrypto: see `prove`. Every key of the ring must have been imported by `signatures`. */
export async function proveAsync(
  raw: string,
  ring: KeyRing,
  signatures: AsyncSignatures,
): Promise<Proof | Refused> {
  const proving = prove(raw, ring);
  let step = proving.next();
  while (!step.done) step = proving.next(await answer(step.value, signatures));
  return step.value;
}

function answer(question: CryptoQuestion, signatures: AsyncSignatures): Promise<CryptoAnswer> {
  const { algorithm, material } = question.key;
  return question.ask === "verify"
    ? signatures.verify(algorithm, material, question.input, question.signature)
    : signatures.decrypt(algorithm, material, question.sealed);
}
