import { encodeBase64url, type ProvenPossession } from "@sluice/token";
import type { AccessQuestion } from "./question.ts";

/** Proofs that are remembered at a time; when so many are fresh, further ones count as replayed. */
const MEMORY = 100_000;
/** Of one key at a time: no sender takes the room of all others. */
const MOST_OF_KEY = 5_000;

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

export function createProofMemory(limit = MEMORY, mostOfKey = MOST_OF_KEY): ProofMemory {
  const seen = new Map<string, number>();
  const ofKey = new Map<string, number>();
  let forgotAtSeconds = 0;
  // One question may be judged several times; its own proof is no replay of itself.
  const answered = new WeakMap<AccessQuestion, Map<string, boolean>>();

  function note(key: string, name: string, question: AccessQuestion, untilSeconds: number): boolean {
    const nowSeconds = Math.floor(question.nowMilliseconds / 1000);
    if ((seen.get(name) ?? 0) > nowSeconds) return true;
    if (question.mode === "peek") return false;
    const isFull = () => seen.size >= limit || (ofKey.get(key) ?? 0) >= mostOfKey;
    // Once a second is often enough: nothing ends sooner.
    if (isFull() && forgotAtSeconds !== nowSeconds) {
      forgotAtSeconds = nowSeconds;
      forget(seen, ofKey, nowSeconds);
    }
    if (isFull()) return true;
    if (!seen.has(name)) ofKey.set(key, (ofKey.get(key) ?? 0) + 1);
    seen.set(name, untilSeconds);
    return false;
  }

  return {
    isReplay(question, jti, { thumbprint }, untilSeconds) {
      const key = encodeBase64url(thumbprint);
      const name = `${key} ${jti}`;
      const ofQuestion = answered.get(question) ?? new Map<string, boolean>();
      answered.set(question, ofQuestion);
      const answer = ofQuestion.get(name) ?? note(key, name, question, untilSeconds);
      ofQuestion.set(name, answer);
      return answer;
    },
  };
}

function forget(seen: Map<string, number>, ofKey: Map<string, number>, nowSeconds: number): void {
  for (const [name, untilSeconds] of seen) {
    if (untilSeconds > nowSeconds) continue;
    seen.delete(name);
    const [key = ""] = name.split(" ", 1);
    const left = (ofKey.get(key) ?? 0) - 1;
    if (left > 0) ofKey.set(key, left);
    else ofKey.delete(key);
  }
}
