import type { AsyncSignatures } from "../crypto/provider.ts";
import { type CatToIssue, issueSteps } from "./issue.ts";

/** A new Common Access Token, on WebCrypto. Rejects with CatNotIssued, and a TypeError for a key that cannot sign. */
export async function issueCatAsync(cat: CatToIssue, signatures: AsyncSignatures): Promise<string> {
  const steps = issueSteps(cat);
  let step = steps.next();
  while (!step.done) {
    const { key } = step.value;
    const answer =
      step.value.ask === "sign"
        ? signatures.sign(key.algorithm, key.material, step.value.input)
        : signatures.encrypt(key.algorithm, key.material, step.value.open);
    step = steps.next(await answer);
  }
  return step.value;
}
