import type { AdmissionPlan, AdmissionRequest, AdmissionToken, AdmissionView } from "./admission-view.ts";
import { freedPlaces, type Met, meetSessions } from "./comeback.ts";
import type { DenyReason } from "./deny-reasons.ts";
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
  if (held && request.session.bound && mayReturn(request, held)) {
    step("holder-returns", false, `the holder of session ${held.id} came back`);
    return { plan: "continue", session: held, countRepeat: request.form === "first" };
  }
  const reason = judgeChecks(request, token, { view, met, rules });
  if (reason) return { plan: "refuse", reason, session: met ? view.sessionOfHolder() : held };
  if (met?.rival) return { plan: "refuse", reason: "stream-busy", session: met.rival };
  return { plan: "create", countUse: !isOpen && !met?.isFree, ends: met?.ends };
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

const SLOT_RULES = {
  token: ["sessions", "too-many-sessions"],
  stream: ["stream sessions", "stream-full"],
} as const;

/** A use cannot be given back, so it is judged after everything that may still refuse. */
function useLast(checks: readonly StateCheck[]): readonly StateCheck[] {
  return checks.toSorted((left, right) => Number(left.kind === "use") - Number(right.kind === "use"));
}

/** The reason of the first check that refuses. */
function judgeChecks(
  request: AdmissionRequest,
  own: AdmissionToken | undefined,
  { view, met, rules }: { view: AdmissionView; met: Met | undefined; rules: RuleOutcome[] },
): DenyReason | undefined {
  const places = placesLeft(request, view, met);
  for (const check of useLast(request.checks)) {
    if (met?.isFree && check.kind === "use") continue;
    const token = check.token === undefined ? own : view.token(check.token);
    const counted = { id: check.token ?? request.session.tokenId, uses: token?.uses ?? 0 };
    const reason = judgeCheck(check, counted, places, recorder(rules, check.token));
    if (reason) return reason;
  }
  return undefined;
}

/** The places that are taken, but for those that come free with this admission. */
function placesLeft(
  request: AdmissionRequest,
  view: AdmissionView,
  met: Met | undefined,
): Pick<AdmissionView, "takenSlots"> {
  if (!met || met.ends.length === 0) return view;
  return { takenSlots: (of, id) => view.takenSlots(of, id) - freedPlaces({ of, id }, met.ends, request) };
}

function judgeCheck(
  check: StateCheck,
  { id, uses }: { readonly id: string; readonly uses: number },
  view: Pick<AdmissionView, "takenSlots">,
  step: Step,
): DenyReason | undefined {
  switch (check.kind) {
    case "slot": {
      const taken = view.takenSlots(check.of, id);
      const [rule, reason] = SLOT_RULES[check.of];
      return step(rule, taken >= check.max, `${taken} of ${check.max} places are taken`) ? reason : undefined;
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
  // What a media server's connection carries is played there: whoever asks elsewhere begins anew.
  if (held.connection) return false;
  if (request.form === "refresh") return true;
  const age = request.nowSeconds - held.startedAtSeconds;
  return age <= request.grace.seconds && request.grace.seconds > 0 && held.repeats < request.grace.repeats;
}
