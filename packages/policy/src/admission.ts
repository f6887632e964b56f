import type { DenyReason } from "./deny-reasons.ts";
import { ancestorRule } from "./lineage.ts";
import {
  BAR_SECONDS,
  type NewSession,
  type SessionRecord,
  sameHolder,
  sessionLimit,
  tokenIdOf,
} from "./session.ts";
import type { RuleOutcome, StateCheck } from "./verdict.ts";

/** How an entry came: `first` is any entry; `refresh` an MPD reload or a Range beyond 0, which players repeat for life. */
export type EntryForm = "first" | "refresh";

/** How the holder of a session that a media server's connection carries may come back by another connection. */
export interface Comeback {
  /** True for protocols that ask more than once for one session: `grace` holds for them as for any entry. */
  readonly asksAgain: boolean;
  /** So long after the old connection is gone the same address comes back without a new use; 0: never. */
  readonly resumeSeconds: number;
  /** Only when the old session had lasted so long, because the server cuts sessions to have them asked for again. Default 0. */
  readonly resumeAfterSeconds?: number | undefined;
}

/** What one admit asks of the store. `session` becomes the session if it is admitted. */
export interface AdmissionRequest {
  readonly checks: readonly StateCheck[];
  readonly session: NewSession;
  readonly form: EntryForm;
  /** How often, and for how long after the start, the holder may come back to the entry. 0 seconds: never. */
  readonly grace: { readonly seconds: number; readonly repeats: number };
  /** For sessions over a connection, and for those alone. */
  readonly comeback?: Comeback | undefined;
  readonly nowSeconds: number;
  /**
   * The token's version when the checks were made from it: a token that was changed since is judged again from the
   * start. Undefined for what has no record.
   */
  readonly tokenVersion?: number | undefined;
  /** The same of the tokens in the session's lineage, by their ids. */
  readonly ancestorVersions?: ReadonlyMap<string, number> | undefined;
  /**
   * True for a token that proves itself by its signature: without a row it counts as a new one, which is made with its
   * first session.
   */
  readonly mayEnrol?: boolean | undefined;
}

/** The token's row, as an admission sees it. */
export interface AdmissionToken {
  readonly uses: number;
  readonly revoked: boolean;
  readonly suspended: boolean;
  readonly version: number;
}

/** The state one admission looks at, read inside the store's one serialisation point. */
export interface AdmissionView {
  /** The row of a token, the session's own or one of its lineage; undefined when there is none. */
  token(id: string): AdmissionToken | undefined;
  /** True when an open revocation rule covers that token on this stream. */
  revokedByRule(id: string): boolean;
  /** The newest session of this token, stream and holder, ended ones included. */
  sessionOfHolder(): SessionRecord | undefined;
  /**
   * The session that an operator ended last of this token's, or of those of its family, with this holder, on any stream;
   * older bars are over. The family is all that was delegated from the same first token, and that token.
   */
  endedByOperator(): SessionRecord | undefined;
  /** Sessions of the token and of those delegated from it, or of the stream, that hold a slot now. */
  takenSlots(of: "token" | "stream", id: string): number;
}

/**
 * The plan for one admission: the store carries it out, all or nothing. A use is counted at the token and at every one
 * in its lineage.
 */
export type AdmissionPlan =
  | { readonly plan: "create"; readonly countUse: boolean }
  | { readonly plan: "continue"; readonly session: SessionRecord; readonly countRepeat: boolean }
  /** The token was changed after its checks were made: make them anew. */
  | { readonly plan: "changed" }
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
  const step = recorder(rules);
  const { tokenId, lineage = [] } = request.session;
  const isOpen = tokenIdOf(request.session) === undefined;
  const token = isOpen ? NO_TOKEN : (view.token(tokenId) ?? (request.mayEnrol ? FIRST_SEEN : undefined));
  const refused =
    judgeToken({ id: tokenId, token, version: request.tokenVersion }, view, step) ??
    judgeLineage(request, lineage, view, rules);
  if (refused) return refused;
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
    const known = check.token === undefined ? token : view.token(check.token);
    const counted = { id: check.token ?? tokenId, uses: known?.uses ?? 0 };
    const reason = judgeCheck(check, counted, view, recorder(rules, check.token));
    if (reason) return { plan: "refuse", reason, session: held };
  }
  return { plan: "create", countUse: !isOpen };
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

type Refused = Extract<AdmissionPlan, { plan: "refuse" | "changed" }>;

const SLOT_RULES = {
  token: ["sessions", "too-many-sessions"],
  stream: ["stream sessions", "stream-full"],
} as const;

/** A use cannot be given back, so it is judged after everything that may still refuse. */
function useLast(checks: readonly StateCheck[]): readonly StateCheck[] {
  return checks.toSorted((left, right) => Number(left.kind === "use") - Number(right.kind === "use"));
}

function judgeCheck(
  check: StateCheck,
  { id, uses }: { readonly id: string; readonly uses: number },
  view: AdmissionView,
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
  if (request.form === "refresh") return true;
  const age = request.nowSeconds - held.startedAtSeconds;
  return age <= request.grace.seconds && request.grace.seconds > 0 && held.repeats < request.grace.repeats;
}
