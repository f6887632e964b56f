import type { UsedUp } from "./admission-view.ts";
import type { DenyReason } from "./deny-reasons.ts";
import type { StateCheck } from "./verdict.ts";

/** What was used so far of whatever the check limits: `uses` of a token, `plays` of a stream. */
export interface Amounts extends UsedUp {
  readonly uses?: number | undefined;
  readonly plays?: number | undefined;
}

/** Something is left, where there is no reason; or why not. */
export interface AmountAnswer {
  readonly reason?: DenyReason | undefined;
  readonly ends?: undefined;
  /** For the operator. */
  readonly detail: string;
}

/** Whether anything is left of what may be used in all. Pure. */
export function judgeAmount(
  check: Exclude<StateCheck, { kind: "slot" }>,
  amounts: Amounts | undefined,
): AmountAnswer {
  const { max } = check;
  if (check.kind === "use") {
    const used = (check.of === "stream" ? amounts?.plays : amounts?.uses) ?? 0;
    const reason = check.of === "stream" ? "quota-spent" : "token-already-used";
    return { reason: used >= max ? reason : undefined, detail: `${used} of ${max} uses are spent` };
  }
  const isSpent = isQuotaSpent(check, amounts);
  return { reason: isSpent ? "quota-spent" : undefined, detail: quotaText(check, amounts) };
}

/** A limit of minutes or bytes. */
export type Quota = Pick<Extract<StateCheck, { kind: "quota" }>, "quota" | "max">;

/** True when nothing is left of it. */
export function isQuotaSpent({ quota, max }: Quota, used: UsedUp | undefined): boolean {
  if (quota === "bytes") return (used?.usedBytes ?? 0) >= max;
  return (used?.watchedSeconds ?? 0) >= max * 60;
}

function quotaText({ quota, max }: Quota, used: UsedUp | undefined): string {
  if (quota === "bytes") return `${used?.usedBytes ?? 0} of ${max} bytes were sent`;
  return `${used?.watchedSeconds ?? 0} s of ${max} minutes were watched`;
}
