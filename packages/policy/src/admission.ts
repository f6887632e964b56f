import type {
  AdmissionPlan,
  AdmissionRequest,
  AdmissionToken,
  AdmissionView,
  PlannedEnd,
} from "./admission-view.ts";
import { type Met, meetSessions } from "./comeback.ts";
import type { DenyReason } from "./deny-reasons.ts";
import { type AmountAnswer, judgeAmount } from "./judge-amount.ts";
import { judgeBinds } from "./judge-binds.ts";
import { judgeSlot, type SlotAnswer } from "./judge-slot.ts";
import { ancestorRule } from "./lineage.ts";
import { BAR_SECONDS, type SessionRecord, sameHolder, sessionLimit, tokenIdOf } from "./session.ts";
import type { RuleOutcome, StateCheck } from "./verdict.ts";

/**
 * Decides an admission over a view of the state. Pure, and the same for every store: revoked, barred, the
 * holder's return, slots, and the use last, because it alone cannot be given back.
 */
export function planAdmission(
  request: AdmissionRequest,
  view: AdmissionView,
  rules: RuleOutcome[] = [],
): AdmissionPlan {
  const step = recorder(rules);
  const { tokenId, lineage = [] } = request.session;
  const isOpen = tokenIdOf(request.session) === undefined;
  const token = isOpen ? NO_TOKEN : (view.token(tokenId) ?? (request.mayEnrol ? FIRST_SEEN : undefined));
  const refused =
    judgeToken({ id: tokenId, token, version: request.tokenVersion }, view, step) ??
    judgeLineage(request, lineage, view, rules) ??
    judgeBar(request, view, step);
  if (refused) return refused;
  const met = request.comeback && meetSessions({ ...request, comeback: request.comeback }, view, step);
  if (met && "plan" in met) return met;
  const held = met ? undefined : view.sessionOfHolder();
  // Who looks like the holder may still be another than the one to whom the token belongs.
  const bound = judgeBinds(request, view, rules);
  if ("reason" in bound) return { plan: "refuse", reason: bound.reason, session: held };
  const returned = meetHolder(request, held, step);
  if (returned) return returned;
  const judged = judgeChecks(request, token, { view, met, rules });
  if (judged.reason) {
    return { plan: "refuse", reason: judged.reason, session: met ? view.sessionOfHolder() : held };
  }
  if (met?.rival) return { plan: "refuse", reason: "stream-busy", session: met.rival };
  const countPlay = isPlayCounted(request, met);
  const { bindings } = bound;
  return { plan: "create", countUse: !isOpen && !met?.isFree, countPlay, bindings, ends: judged.ends };
}

/** Where nothing is enforced no token is asked for; revocations of the stream, an address or all hold there, too. */
const NO_TOKEN: AdmissionToken = { uses: 0, revoked: false, suspended: false, version: 0 };

/** A signed token that was made elsewhere, at its first admission. */
const FIRST_SEEN: AdmissionToken = { uses: 0, revoked: false, suspended: false, version: 1 };

type Step = (rule: string, failed: boolean, detail: string) => boolean;

/** Notes what was looked at; `ancestor` when it is not the presented token's own. */
function recorder(rules: RuleOutcome[], ancestor?: string | undefined): Step {
  return (name, failed, detail) => {
    const rule = ancestor === undefined ? name : ancestorRule(ancestor, name);
    rules.push({ rule, outcome: failed ? "fail" : "pass", detail });
    return failed;
  };
}

/** A token that is judged, at the version that the checks were made from. */
interface Judged {
  readonly id: string;
  readonly token: AdmissionToken | undefined;
  readonly version: number | undefined;
}

function judgeToken({ id, token, version }: Judged, view: AdmissionView, step: Step): Refused | undefined {
  if (!token) {
    step("issued", true, "there is no such token at this time");
    return { plan: "refuse", reason: "token-unknown" };
  }
  const byRule = !token.revoked && view.revokedByRule(id);
  const covered = byRule ? "a revocation covers it" : "no revocation covers it";
  if (step("not-revoked", token.revoked || byRule, token.revoked ? "the token is revoked" : covered)) {
    return { plan: "refuse", reason: "token-revoked" };
  }
  if (step("not-suspended", token.suspended, `the token is ${token.suspended ? "" : "not "}suspended`)) {
    return { plan: "refuse", reason: "token-suspended" };
  }
  return version === undefined || version === token.version ? undefined : { plan: "changed" };
}

/** A token is as good as the tokens it was delegated from: with one that is gone it is withdrawn. */
function judgeLineage(
  { ancestorVersions }: AdmissionRequest,
  lineage: readonly string[],
  view: AdmissionView,
  rules: RuleOutcome[],
): Refused | undefined {
  for (const id of lineage) {
    const judged = { id, token: view.token(id), version: ancestorVersions?.get(id) };
    const refused = judgeToken(judged, view, recorder(rules, id));
    if (refused?.plan === "refuse" && !judged.token) return { ...refused, reason: "token-revoked" };
    if (refused) return refused;
  }
  return undefined;
}

/** A viewer whose session was ended by an operator stays out for a while. */
function judgeBar({ nowSeconds }: AdmissionRequest, view: AdmissionView, step: Step): Refused | undefined {
  const ended = view.endedByOperator();
  if (!ended || !isBarred(ended, nowSeconds)) return undefined;
  step("not-barred", true, `this viewer's session was ended less than ${BAR_SECONDS} s ago`);
  return { plan: "refuse", reason: "session-ended", session: ended };
}

type Refused = Extract<AdmissionPlan, { plan: "refuse" | "changed" }>;

/** A use cannot be given back, so it is judged after everything that may still refuse. */
function useLast(checks: readonly StateCheck[]): readonly StateCheck[] {
  return checks.toSorted((left, right) => Number(left.kind === "use") - Number(right.kind === "use"));
}

/** True for a play of a stream that counts them over all tokens, unless an earlier one is resumed. */
function isPlayCounted({ checks }: AdmissionRequest, met: Met | undefined): true | undefined {
  const isCounted = checks.some(({ kind, of }) => kind === "use" && of === "stream");
  return isCounted && !met?.isFree ? true : undefined;
}

/** What the checks together say: the reason of the first that refuses, or who makes room. */
function judgeChecks(
  request: AdmissionRequest,
  own: AdmissionToken | undefined,
  { view, met, rules }: { view: AdmissionView; met: Met | undefined; rules: RuleOutcome[] },
): { readonly reason?: DenyReason | undefined; readonly ends?: readonly PlannedEnd[] | undefined } {
  let ends = met?.ends;
  const asked = met?.isFree ? request.checks.filter(({ kind }) => kind !== "use") : request.checks;
  for (const check of useLast(asked)) {
    const answer = judgeCheck({ check, request, view, own, ends: ends ?? [] });
    recorder(rules, check.token)(ruleOf(check), answer.reason !== undefined, answer.detail);
    if (answer.reason) return { reason: answer.reason };
    if (answer.ends?.length) ends = [...(ends ?? []), ...answer.ends];
  }
  return { ends };
}

/** One check, with what is decided before it. */
interface CheckQuestion {
  readonly check: StateCheck;
  readonly request: AdmissionRequest;
  readonly view: AdmissionView;
  readonly own: AdmissionToken | undefined;
  readonly ends: readonly PlannedEnd[];
}

function judgeCheck({ check, request, view, own, ends }: CheckQuestion): SlotAnswer | AmountAnswer {
  const token = check.token === undefined ? own : view.token(check.token);
  if (check.kind === "slot") {
    const user = check.token === undefined ? request.session.user : token?.user;
    return judgeSlot({ check, request, view, user, ends });
  }
  return judgeAmount(check, isOfStream(check) ? view.streamTotals() : token);
}

function isOfStream({ of }: StateCheck): boolean {
  return of === "stream";
}

function ruleOf(check: StateCheck): string {
  const name = check.kind === "quota" ? check.quota : `${check.kind === "use" ? "use" : "session"}s`;
  return isOfStream(check) ? `stream ${name}` : name;
}

/** Only an operator's end bars: a revocation refuses by itself, for as long as it stands. */
function isBarred({ endReason, endedAtSeconds }: SessionRecord, nowSeconds: number): boolean {
  return (
    endReason === "operator" && endedAtSeconds !== undefined && nowSeconds < endedAtSeconds + BAR_SECONDS
  );
}

/** What the holder of a session that runs is told; undefined: a session is to begin. */
function meetHolder(
  request: AdmissionRequest,
  held: SessionRecord | undefined,
  step: Step,
): AdmissionPlan | undefined {
  const { form, session } = request;
  const goesOn = session.bound || form === "return";
  if (held && goesOn && mayReturn(request, held)) {
    step("holder-returns", false, `the holder of session ${held.id} came back`);
    return { plan: "continue", session: held, countRepeat: form === "first" };
  }
  if (form !== "return") return undefined;
  step("holder-returns", true, "no session of this holder runs, and what is asked for begins none");
  return { plan: "refuse", reason: "not-an-entry" };
}

function mayReturn(request: AdmissionRequest, held: SessionRecord): boolean {
  if (held.endedAtSeconds !== undefined || sessionLimit(held).atSeconds <= request.nowSeconds) return false;
  if (!sameHolder(held.holder, request.session.holder)) return false;
  // What a media server's connection carries is played there: whoever asks elsewhere begins anew.
  if (held.connection) return false;
  if (request.form !== "first") return true;
  const age = request.nowSeconds - held.startedAtSeconds;
  return age <= request.grace.seconds && request.grace.seconds > 0 && held.repeats < request.grace.repeats;
}
