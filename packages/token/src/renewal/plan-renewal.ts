import type { Renewal } from "../cat/catr.ts";

/** Without a deadline a token is renewed from so many seconds before its end. */
export const DEFAULT_WINDOW_SECONDS = 60;
/** From here on a deadline is a time, and below it seconds before the end: issuers write both. */
const FIRST_TIME_SECONDS = 1_000_000_000;

/** What no renewal exceeds, whatever the issuer wrote. */
export interface RenewalCaps {
  /** Counted from the first token of the chain. */
  readonly maxLifetimeSeconds: number;
  /** Unix seconds: when the first token of the chain was made. */
  readonly firstIssuedAtSeconds: number;
  /** Undefined: any number within the lifetime. */
  readonly maxRenewals?: number | undefined;
  /** Renewals of the chain so far; 0 where nothing is said. */
  readonly renewals?: number | undefined;
}

/** The times of the token that may be renewed, in Unix seconds. */
export interface RenewableTimes {
  readonly expiresAtSeconds: number;
  readonly nowSeconds: number;
}

/** Whether to renew now, and until when. `carry`: how the new token travels. */
export interface RenewalPlan {
  readonly due: boolean;
  /** The end of the new token, in Unix seconds; never before the present end where `due`. */
  readonly expiresAtSeconds: number;
  readonly carry: Renewal["type"];
}

/**
 * Plans a renewal. Pure; whoever acts on it asks for revocation and admission first. The new end is now and `expadd`,
 * never the old end and `expadd`, and never beyond the lifetime of the chain: a token cannot become endless. A token
 * that has ended is not renewed.
 */
export function planRenewal(catr: Renewal, times: RenewableTimes, caps: RenewalCaps): RenewalPlan {
  const { expiresAtSeconds, nowSeconds } = times;
  const lastEnd = caps.firstIssuedAtSeconds + caps.maxLifetimeSeconds;
  const newEnd = Math.min(nowSeconds + catr.expadd, lastEnd);
  const isInWindow =
    nowSeconds >= windowStart(catr.deadline, expiresAtSeconds) && nowSeconds < expiresAtSeconds;
  const hasRenewals = (caps.renewals ?? 0) < (caps.maxRenewals ?? Number.POSITIVE_INFINITY);
  const due = isInWindow && hasRenewals && newEnd > expiresAtSeconds;
  return { due, expiresAtSeconds: due ? newEnd : expiresAtSeconds, carry: catr.type };
}

function windowStart(deadline: number | undefined, expiresAtSeconds: number): number {
  if (deadline !== undefined && deadline >= FIRST_TIME_SECONDS) return deadline;
  return expiresAtSeconds - (deadline ?? DEFAULT_WINDOW_SECONDS);
}
