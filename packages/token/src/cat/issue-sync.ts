import type { SyncSignatures } from "../crypto/provider.ts";
import { type CatToIssue, issueSteps } from "./issue.ts";

/** A new Common Access Token, at once. Throws CatNotIssued, and a TypeError for a key that cannot sign. */
export function issueCat(cat: CatToIssue, signatures: SyncSignatures): string {
  const steps = issueSteps(cat);
  let step = steps.next();
  while (!step.done) {
    const { key } = step.value;
    const answer =
      step.value.ask === "sign"
        ? signatures.sign(key.algorithm, key.material, step.value.input)
        : signatures.encrypt(key.algorithm, key.material, step.value.open);
    step = steps.next(answer);
  }
  return step.value;
}
