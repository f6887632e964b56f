import type { RevocationAnswer } from "../connection/answers.ts";
import { timeText } from "./time-text.ts";

interface Counts {
  readonly count: number;
  readonly sessions: number;
}

/** What a revocation would do. */
export function dryRunText(counts: Counts): string {
  return `This would revoke ${tokens(counts)} and end ${sessions(counts)}. Nothing was changed.`;
}

/** What a revocation has done, and how to take it back. */
export function revokedText(rule: RevocationAnswer): string {
  return [
    `Revoked ${tokens(rule)} and ended ${sessions(rule)}${tookText(rule)}; ${coverText(rule)}.`,
    `To undo: sluice revocation undo ${rule.id}`,
  ].join("\n");
}

function tookText({ effect_ms }: RevocationAnswer): string {
  return effect_ms === null ? "" : ` within ${effect_ms} ms`;
}

/** Which tokens a rule covers in time. */
export function coverText({ until, permanent }: RevocationAnswer): string {
  if (until !== null) return `new tokens are covered until ${timeText(until)}`;
  return permanent ? "new tokens are covered as well" : "new tokens are not covered";
}

/** A selector in words: `user ann, stream demo/clip`. */
export function selectorText(selector: RevocationAnswer["selector"]): string {
  return Object.entries(selector)
    .map(([name, value]) => (value === true ? name : `${name.replaceAll("_", " ")} ${String(value)}`))
    .join(", ");
}

function tokens({ count }: Counts): string {
  return count === 1 ? "1 token" : `${count} tokens`;
}

function sessions({ sessions: count }: Counts): string {
  return count === 1 ? "1 session" : `${count} sessions`;
}
