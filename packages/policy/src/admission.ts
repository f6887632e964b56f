import type { DenyReason } from "./deny-reasons.ts";
import { BAR_SECONDS, type NewSession, type SessionRecord, sameHolder, sessionLimit } from "./session.ts";
import type { RuleOutcome, StateCheck } from "./verdict.ts";

/** How an entry came: `first` is any entry; `refresh` an MPD reload or a Range beyond 0, which players repeat for life. */
export type EntryForm = "first" | "refresh";

/** What one admit asks of the store. `session` becomes the session if it is admitted. */
export interface AdmissionRequest {
  readonly checks: readonly StateCheck[];
  readonly session: NewSession;
  readonly form: EntryForm;
  /** How often, and for how long after the start, the holder may come back to the entry. 0 seconds: never. */
  readonly grace: { readonly seconds: number; readonly repeats: number };
  readonly nowSeconds: number;
}

/** The state one admission looks at, read inside the store's one serialisation point. */
export interface AdmissionView {
  /** The token's row; undefined when there is none. */
  token(): { readonly uses: number; readonly revoked: boolean } | undefined;
  /** True when an open revocation rule covers the token on this stream. */
  revokedByRule(): boolean;
  /** The newest session of this token, stream and holder, ended ones included. */
  sessionOfHolder(): SessionRecord | undefined;
  /** The session that an operator ended last of this token's with this holder, on any stream; older bars are over. */
  endedByOperator(): SessionRecord | undefined;
  /** Sessions of the token that hold a slot now. */
  takenSlots(): number;
}

/** The plan for one admission: the store carries it out, all or nothing. */
export type AdmissionPlan =
  | { readonly plan: "create"; readonly countUse: boolean }
  | { readonly plan: "continue"; readonly session: SessionRecord; readonly countRepeat: boolean }
  | { readonly plan: "refuse"; readonly reason: DenyReason; readonly session?: SessionRecord | undefined };

/**
 * Decides an admission over a view of the state. Pure, and the same for every store: revoked, barred, the
 * holder's return, slots, and the use last, because it alone cannot be given back.
 */
export function planAdmission(
  request: AdmissionRequest,
  view: AdmissionView,
  rules: RuleOutcome[] = [],
): AdmissionPlan {
  const step = (rule: string, failed: boolean, detail: string): boolean => {
    rules.push({ rule, outcome: failed ? "fail" : "pass", detail });
    return failed;
  };
  const token = view.token();
  if (!token) return { plan: "refuse", reason: "token-unknown" };
  const revoked = token.revoked || view.revokedByRule();
  if (
    step(
      "not-revoked",
      revoked,
      token.revoked ? "the token is revoked" : revoked ? "a revocation covers it" : "no revocation covers it",
    )
  ) {
    return { plan: "refuse", reason: "token-revoked" };
  }
  const ended = view.endedByOperator();
  if (ended && isBarred(ended, request.nowSeconds)) {
    step("not-barred", true, `this viewer's session was ended less than ${BAR_SECONDS} s ago`);
    return { plan: "refuse", reason: "session-ended", session: ended };
  }
  const held = view.sessionOfHolder();
  if (held && request.session.bound && mayReturn(request, held)) {
    step("holder-returns", false, `the holder of session ${held.id} came back`);
    return { plan: "continue", session: held, countRepeat: request.form === "first" };
  }
  for (const check of useLast(request.checks)) {
    const refused = judgeCheck(check, token.uses, view, step);
    if (refused) return { plan: "refuse", reason: refused, session: held };
  }
  return { plan: "create", countUse: true };
}

/** A use cannot be given back, so it is judged after everything that may still refuse. */
function useLast(checks: readonly StateCheck[]): readonly StateCheck[] {
  return checks.toSorted((left, right) => Number(left.kind === "use") - Number(right.kind === "use"));
}

function judgeCheck(
  check: StateCheck,
  uses: number,
  view: AdmissionView,
  step: (rule: string, failed: boolean, detail: string) => boolean,
): DenyReason | undefined {
  switch (check.kind) {
    case "slot": {
      const taken = view.takenSlots();
      return step("sessions", taken >= check.max, `${taken} of ${check.max} places are taken`)
        ? "too-many-sessions"
        : undefined;
    }
    case "use":
      return step("uses", uses >= check.max, `${uses} of ${check.max} uses are spent`)
        ? "token-already-used"
        : undefined;
  }
}

/** Only an operator's end bars: a revocation refuses by itself, for as long as it stands. */
function isBarred({ endReason, endedAtSeconds }: SessionRecord, nowSeconds: number): boolean {
  return (
    endReason === "operator" && endedAtSeconds !== undefined && nowSeconds < endedAtSeconds + BAR_SECONDS
  );
}

function mayReturn(request: AdmissionRequest, held: SessionRecord): boolean {
  if (held.endedAtSeconds !== undefined || sessionLimit(held).atSeconds <= request.nowSeconds) return false;
  if (!sameHolder(held.holder, request.session.holder)) return false;
  if (request.form === "refresh") return true;
  const age = request.nowSeconds - held.startedAtSeconds;
  return age <= request.grace.seconds && request.grace.seconds > 0 && held.repeats < request.grace.repeats;
}
