import { encodeBase64url, type ProvenPossession } from "@sluice/token";
import type { AccessQuestion } from "./question.ts";

/** Proofs that are remembered at a time; when so many are fresh, further ones count as replayed. */
const MEMORY = 100_000;

/** The proofs that came within their windows, so that each opens once (RFC 9449 section 11.1). */
export interface ProofMemory {
  /** True when the proof came before, in another request; one that only asks what would be is not noted. */
  isReplay(
    question: AccessQuestion,
    jti: string,
    possession: ProvenPossession,
    untilSeconds: number,
  ): boolean;
}

export function createProofMemory(limit = MEMORY): ProofMemory {
  const seen = new Map<string, number>();
  // One question may be judged several times; its own proof is no replay of itself.
  const answered = new WeakMap<AccessQuestion, Map<string, boolean>>();

  function note(name: string, question: AccessQuestion, untilSeconds: number): boolean {
    const nowSeconds = Math.floor(question.nowMilliseconds / 1000);
    if ((seen.get(name) ?? 0) > nowSeconds) return true;
    if (question.mode === "peek") return false;
    if (seen.size >= limit) forget(seen, nowSeconds);
    if (seen.size >= limit) return true;
    seen.set(name, untilSeconds);
    return false;
  }

  return {
    isReplay(question, jti, { thumbprint }, untilSeconds) {
      const name = `${encodeBase64url(thumbprint)} ${jti}`;
      const ofQuestion = answered.get(question) ?? new Map<string, boolean>();
      answered.set(question, ofQuestion);
      const answer = ofQuestion.get(name) ?? note(name, question, untilSeconds);
      ofQuestion.set(name, answer);
      return answer;
    },
  };
}

function forget(seen: Map<string, number>, nowSeconds: number): void {
  for (const [name, untilSeconds] of seen) if (untilSeconds <= nowSeconds) seen.delete(name);
}
