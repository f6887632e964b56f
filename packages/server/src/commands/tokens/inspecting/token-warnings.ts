import type { Proof } from "@sluice/token";
import type { TokenKeyRecord } from "../../../store/token-keys.ts";

const YEAR_SECONDS = 366 * 24 * 3600;

/** Something about a token that is not wrong, and that its issuer should know. */
export interface TokenWarning {
  readonly code: WarningCode;
  readonly detail: string;
}

/** Each has a line in docs/tokens.md. */
export const warningCodes = [
  "weak-key",
  "no-expiry",
  "far-expiry",
  "no-id",
  "key-ends-first",
  "claims-not-understood",
  "lenient-reading",
] as const;

export type WarningCode = (typeof warningCodes)[number];

/** What the warnings are about. */
export interface WarnedToken {
  /** Undefined: no key vouches for it, and nothing of its claims is believed. */
  readonly proof: Proof | undefined;
  readonly key: TokenKeyRecord | undefined;
  readonly claimProblems: readonly string[];
  readonly needs: readonly string[];
  readonly nowSeconds: number;
}

export function tokenWarnings({
  proof,
  key,
  claimProblems,
  needs,
  nowSeconds,
}: WarnedToken): readonly TokenWarning[] {
  const warnings: TokenWarning[] = [];
  const warn = (code: WarningCode, detail: string) => warnings.push({ code, detail });
  if (claimProblems.length > 0) warn("claims-not-understood", claimProblems.join("; "));
  if (needs.length > 0) warn("lenient-reading", `its key must allow: ${needs.join(", ")}`);
  if (!proof) return warnings;
  const { expiresAtSeconds, id } = proof.claims;
  const { weakness } = proof.key.material;
  if (weakness !== undefined) warn("weak-key", weakness);
  if (id === undefined) warn("no-id", "without jti or cti it is told from others by its signed bytes alone");
  if (expiresAtSeconds === undefined) warn("no-expiry", "it never ends by itself");
  else if (expiresAtSeconds > nowSeconds + YEAR_SECONDS) warn("far-expiry", "it ends in more than a year");
  const retires = key?.retiresAtSeconds;
  if (retires !== undefined && retires < (expiresAtSeconds ?? Number.POSITIVE_INFINITY)) {
    warn("key-ends-first", `its key retires at ${retires}, and the token with it`);
  }
  return warnings;
}
