import type {
  AccessRequest,
  AdmissionRequest,
  Comeback,
  DenyReason,
  RuleOutcome,
  StateCheck,
  StreamFacts,
} from "@sluice/policy";
import type { Secret } from "@sluice/token";
import type { LocatedStream } from "../registry/application.ts";
import { noteActivity } from "../sessions/live-session.ts";
import type { SessionTable } from "../sessions/session-table.ts";
import { type Admission, type Store, StoreUnavailable } from "../store/store.ts";
import { awaitMedia, type OverdueRefusal } from "./await-media.ts";
import { bindOrders } from "./bind-orders.ts";
import { claimContext } from "./claim-context.ts";
import { reasonOfEnd } from "./end-reasons.ts";
import type { EntryGate } from "./entry-gate.ts";
import { mayBeCutOff } from "./guesses.ts";
import { judgePure, judgeToken } from "./judge-pure.ts";
import { newSession } from "./new-session.ts";
import type { AccessQuestion, Decision, Prepare, Prepared, Refusal, Unenforced } from "./question.ts";
import { allowRefresh } from "./refresh-rate.ts";
import { reuseOf } from "./reuse-of.ts";
import type { VerifiedToken } from "./verified-token.ts";
import { type VerifyDependencies, verifyToken } from "./verify-token.ts";
import { type BeginWrite, withPatience } from "./with-patience.ts";

/** How often a question is judged anew because its token was changed meanwhile. */
const ATTEMPTS = 3;

export interface AccessDependencies extends VerifyDependencies {
  readonly store: Store;
  readonly sessions: SessionTable;
  readonly gate: EntryGate;
  /** Fixes a fresh session id; drawn once per question, at the rim. */
  readonly drawSessionId: () => string;
  /** Step 7: gives the decision its reference and writes it down. Every decision passes here once. */
  readonly conclude: <T>(question: AccessQuestion, outcome: Outcome<T>) => Decision<T>;
}

/** What the steps of one question stand on. */
interface Steps extends AccessDependencies {
  readonly beginWrite: BeginWrite;
}

/** A decision before it has a reference. */
export type Outcome<T> = Omit<Refusal, "ref"> | Omit<Extract<Decision<T>, { allowed: true }>, "ref">;

/** What is known so far, for a refusal at any step. */
interface Progress {
  readonly rules: readonly RuleOutcome[];
  readonly token: VerifiedToken | undefined;
}

/**
 * Steps 2 to 7 of the flow, for every door: verify, evaluate, prepare (the origin first), admit (last), decide.
 * Nothing is spent unless the media's head is in hand and every other rule agrees. Never throws for what a
 * client, an origin or a locked database can cause.
 */
export async function checkAccess<T>(
  dependencies: AccessDependencies,
  question: AccessQuestion,
  prepare: Prepare<T>,
): Promise<Decision<T>> {
  try {
    const outcome = await withPatience(question.patienceMilliseconds, beginWrite =>
      decide({ ...dependencies, beginWrite }, question, prepare),
    );
    return dependencies.conclude(question, outcome);
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    return dependencies.conclude(question, refused({ rules: [], token: undefined }, "store-unavailable"));
  }
}

/** Where a stream does not enforce, its credentials decide nothing; everywhere else they do. */
async function decide<T>(
  dependencies: Steps,
  question: AccessQuestion,
  prepare: Prepare<T>,
): Promise<Outcome<T>> {
  const stream = question.locate();
  const mode = stream?.enforcement[question.action] ?? "enforce";
  if (!stream || mode === "enforce") return decideByToken(dependencies, question, prepare);
  if (mode === "off") return enterOpen(dependencies, { question, prepare, stream }, { mode, rules: [] });
  // Judged without the origin and without a write: what would have been, and nothing is spent by it.
  const judged = await decideByToken(dependencies, { ...question, mode: "peek" }, async () => ({
    ready: undefined,
  }));
  return enterOpen(dependencies, { question, prepare, stream }, { mode, rules: judged.rules, judged });
}

/** Judges anew while the token is being changed under the question; a handful of times, and then it is busy. */
async function decideByToken<T>(
  dependencies: Steps,
  question: AccessQuestion,
  prepare: Prepare<T>,
): Promise<Outcome<T>> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const outcome = await decideOnce(dependencies, question, prepare);
    if (outcome !== "changed") return outcome;
  }
  return refusedBy("token", "server-busy");
}

/** Of several tokens the next one is tried after these; what the stream or its media refuse, no other token opens. */
const TOKEN_IS_OVER: ReadonlySet<DenyReason> = new Set([
  "token-already-used",
  "token-revoked",
  "token-suspended",
  "too-many-sessions",
  "session-evicted",
  "bind-not-allowed",
  // Where it is the stream's, every other token is refused for it, too.
  "quota-spent",
]);

async function decideOnce<T>(
  dependencies: Steps,
  question: AccessQuestion,
  prepare: Prepare<T>,
): Promise<Outcome<T> | "changed"> {
  const { credential } = question;
  if (credential.kind === "none") return refusedBy("token", "token-missing");
  if (credential.kind === "conflict") return refusedBy("token", "tokens-conflict");
  const texts = credential.kind === "several" ? credential.tokens : [credential.token];
  let first: Omit<Refusal, "ref"> | undefined;
  for (const text of texts) {
    const judged = await judgeText(dependencies, question, text);
    if ("token" in judged) {
      const { token, stream, progress, checks } = judged;
      const entry = { question, prepare, token, stream, progress, checks };
      const outcome = await dependencies.gate.run(token.id, () => enter(dependencies, entry));
      if (!outcome) return refused(progress, "server-busy");
      if (outcome === "changed" || outcome.allowed || !TOKEN_IS_OVER.has(outcome.reason)) return outcome;
      first ??= outcome;
    } else first ??= judged.refusal;
  }
  return first ?? refusedBy("token", "token-missing");
}

/** Steps 3 and 4 for one of the texts that were presented: what it opens, or why not. */
async function judgeText(
  dependencies: AccessDependencies,
  question: AccessQuestion,
  text: Secret,
): Promise<Acceptable | { readonly refusal: Omit<Refusal, "ref"> }> {
  const { proven } = question;
  const verification = proven ? { token: proven } : await verifyToken(dependencies, question, text);
  if ("reason" in verification) {
    const { reason, detail } = verification;
    const isCut = question.mayBeCut && mayBeCutOff(reason);
    return { refusal: refusedBy("token", isCut ? "token-truncated" : reason, detail) };
  }
  const { token } = verification;
  const stream = question.locate();
  if (!stream) return { refusal: refusedUnknown(question, token) };
  const verdict = judgePure(token, stream, accessRequest(question, stream.facts, token));
  const progress: Progress = { rules: verdict.rules, token };
  if (verdict.verdict === "deny") return { refusal: refused(progress, verdict.reason) };
  return { token, stream, progress, checks: verdict.checks };
}

/** A token that passed everything pure. */
type Acceptable = Pick<Entry<unknown>, "stream" | "progress" | "checks"> & { readonly token: VerifiedToken };

/** An entry where nothing is enforced: no token is asked for, and a session begins that no token made. */
async function enterOpen<T>(
  dependencies: Steps,
  asked: Pick<Entry<T>, "question" | "prepare" | "stream">,
  { mode, rules, judged }: Leniency,
): Promise<Outcome<T>> {
  const reason = judged?.allowed === false ? judged.reason : undefined;
  const said = reason === undefined ? "a good token" : `enforcing would have refused: ${reason}`;
  const detail = mode === "off" ? "off: no token is asked for" : `report: ${said}`;
  const line: RuleOutcome = { rule: "enforcement", outcome: "pass", detail };
  const progress: Progress = { rules: [...rules, line], token: judged?.token };
  const outcome = await enter(dependencies, { ...asked, token: undefined, progress, checks: [] });
  const entered = outcome === "changed" ? refused(progress, "server-busy") : outcome;
  return { ...entered, unenforced: { mode, reason } };
}

/** Why an entry is let in without a token. */
interface Leniency {
  readonly mode: Unenforced["mode"];
  readonly rules: readonly RuleOutcome[];
  /** In `report`: what enforcing says. */
  readonly judged?: Outcome<unknown>;
}

interface Entry<T> {
  readonly question: AccessQuestion;
  readonly prepare: Prepare<T>;
  /** Undefined where nothing is enforced. */
  readonly token: VerifiedToken | undefined;
  readonly stream: LocatedStream;
  readonly progress: Progress;
  readonly checks: readonly StateCheck[];
}

/** Steps 5 and 6. */
async function enter<T>(dependencies: Steps, entry: Entry<T>): Promise<Outcome<T> | "changed"> {
  const request = admissionRequest(dependencies, entry);
  if (entry.question.isAtHand && entry.question.mode === "admit") {
    const prepared = await entry.prepare(entry.stream, entry.token);
    if ("ready" in prepared) return admit(dependencies, entry, request, prepared.ready);
  }
  return enterByOrigin(dependencies, entry, request);
}

/** Peek, prepare, admit: the origin is asked for nobody whom the state refuses. */
async function enterByOrigin<T>(
  dependencies: Steps,
  entry: Entry<T>,
  request: AdmissionRequest,
): Promise<Outcome<T> | "changed"> {
  const { store } = dependencies;
  const peeked = await (entry.question.atSeconds === undefined ? store.peek(request) : store.peekAt(request));
  const seen: Progress = { ...entry.progress, rules: [...entry.progress.rules, ...peeked.rules] };
  if (peeked.plan.plan === "changed") return "changed";
  if (peeked.plan.plan === "refuse") return refused(seen, peeked.plan.reason, peeked.plan.session?.id);
  const preparing = entry.prepare(entry.stream, entry.token);
  const prepared = await awaitMedia(store, request, preparing, entry.question.hasLeft);
  if ("plan" in prepared) return overdue(entry, prepared);
  if ("unavailable" in prepared) return unavailable(seen, prepared);
  if ("instead" in prepared) return allowed(entry, seen, prepared.instead, undefined);
  if (entry.question.hasLeft?.()) return refused(seen, "client-left");
  if (entry.question.mode === "peek") return allowed(entry, seen, prepared.ready, undefined);
  return admit(dependencies, entry, request, prepared.ready);
}

async function admit<T>(
  dependencies: Steps,
  entry: Entry<T>,
  request: AdmissionRequest,
  ready: T,
): Promise<Outcome<T> | "changed"> {
  const { store, beginWrite } = dependencies;
  const { question, token, stream } = entry;
  // Which entry is opened may be settled by what the origin has.
  const session = newSession(request.session.id, question, token, stream);
  const admission = await store.admit({ ...request, session }, token?.enrol, beginWrite());
  if (admission.outcome === "changed") return "changed";
  return conclude(dependencies, entry, admission, ready);
}

function overdue<T>({ progress }: Entry<T>, { plan, rules }: OverdueRefusal): Outcome<T> {
  return refused({ ...progress, rules: [...progress.rules, ...rules] }, plan.reason, plan.session?.id);
}

function conclude<T>(
  dependencies: AccessDependencies,
  entry: Entry<T>,
  admission: Exclude<Admission, { outcome: "changed" }>,
  ready: T,
): Outcome<T> {
  const rules = [...entry.progress.rules, ...admission.rules, ...reuseOf(entry.token)];
  const progress: Progress = { ...entry.progress, rules };
  if (admission.outcome === "refused") return refused(progress, admission.reason, admission.sessionId);
  for (const { id, reason } of admission.ended) dependencies.sessions.markEnded([id], reason);
  const session = dependencies.sessions.adopt(admission.session);
  if (session.ended) return refused(progress, reasonOfEnd[session.ended], session.record.id);
  const { connection } = admission.session;
  if (connection) dependencies.sessions.follow(session, connection);
  const nowSeconds = Math.floor(entry.question.nowMilliseconds / 1000);
  if (
    admission.outcome === "continued" &&
    entry.question.form !== "first" &&
    !allowRefresh(session, nowSeconds)
  ) {
    return refused(progress, "too-many-requests", session.record.id);
  }
  noteActivity(session, entry.question.nowMilliseconds);
  return allowed(entry, progress, ready, { session, continued: admission.outcome === "continued" });
}

function accessRequest(question: AccessQuestion, stream: StreamFacts, token: VerifiedToken): AccessRequest {
  const nowSeconds = question.atSeconds ?? Math.floor(question.nowMilliseconds / 1000);
  return {
    action: question.action,
    stream,
    client: question.client,
    door: question.door,
    isWholeFile: question.isWholeFile,
    context: claimContext(question.context, { ...token.expected, ip: question.client.ip, nowSeconds }),
    nowSeconds,
  };
}

function admissionRequest<T>(dependencies: AccessDependencies, entry: Entry<T>): AdmissionRequest {
  const { question, stream, token } = entry;
  return {
    checks: entry.checks,
    session: newSession(dependencies.drawSessionId(), question, token, stream),
    form: question.form,
    grace: stream.application.grace,
    comeback: comebackOf(dependencies, question),
    nowSeconds: question.atSeconds ?? Math.floor(question.nowMilliseconds / 1000),
    ...bindings(question, token, stream),
    tokenVersion: token?.version,
    ancestorVersions: token?.ancestors && new Map(token.ancestors.map(({ id, version }) => [id, version])),
    mayEnrol: token?.enrol !== undefined,
  };
}

/** To whom the tokens belong, and the ASN where one of them is bound to that: others cost no look-up. */
function bindings(
  { context }: AccessQuestion,
  token: VerifiedToken | undefined,
  { limits }: LocatedStream,
): Pick<AdmissionRequest, "binds" | "asn"> {
  if (!token) return {};
  const binds = bindOrders(token, token.ancestors ?? [], limits);
  return { binds, asn: binds.some(({ bind }) => bind.to.includes("asn")) ? context?.asn : undefined };
}

/** What this process has heard of sessions is newer than what the store was told. */
function comebackOf({ sessions }: AccessDependencies, { connection }: AccessQuestion): Comeback | undefined {
  if (!connection) return undefined;
  const lastHeard = (id: string) => sessions.byId(id)?.lastSeenSeconds;
  return { ...connection.comeback, lastHeard };
}

function refused(progress: Progress, reason: DenyReason, sessionId?: string): Omit<Refusal, "ref"> {
  const { rules, token } = progress;
  return { allowed: false, reason, rules, token, tokenId: token?.id, sessionId };
}

/**
 * A stream that does not exist is refused as one would be that does: only a token that would open it under this name
 * is told that there is none.
 */
function refusedUnknown(question: AccessQuestion, token: VerifiedToken): Omit<Refusal, "ref"> {
  const name = question.asked ?? "";
  const [application = ""] = name.split("/", 1);
  const facts = { organization: token.organization, application, stream: name, group: name };
  const verdict = judgeToken(token, accessRequest(question, facts, token));
  const progress: Progress = { rules: verdict.rules, token };
  if (verdict.verdict === "deny") return refused(progress, verdict.reason);
  const rules = [...verdict.rules, { rule: "stream", outcome: "fail" as const, detail: "stream-unknown" }];
  return refused({ rules, token }, "stream-unknown");
}

/** A refusal before any constraint was judged: the one rule that was looked at. */
function refusedBy(rule: string, reason: DenyReason, detail: string = reason): Omit<Refusal, "ref"> {
  return refused({ rules: [{ rule, outcome: "fail", detail }], token: undefined }, reason);
}

function unavailable(
  progress: Progress,
  prepared: Extract<Prepared<unknown>, { unavailable: DenyReason }>,
): Omit<Refusal, "ref"> {
  const rules = [
    ...progress.rules,
    { rule: "media", outcome: "fail" as const, detail: prepared.detail ?? prepared.unavailable },
  ];
  return { ...refused({ ...progress, rules }, prepared.unavailable), totalBytes: prepared.totalBytes };
}

function allowed<T>(
  entry: Entry<T>,
  progress: Progress,
  prepared: T,
  admitted:
    | { session: NonNullable<Extract<Decision<T>, { allowed: true }>["session"]>; continued: boolean }
    | undefined,
): Outcome<T> {
  return {
    allowed: true,
    rules: progress.rules,
    token: progress.token,
    tokenId: progress.token?.id,
    stream: entry.stream,
    session: admitted?.session,
    continued: admitted?.continued ?? false,
    prepared,
  };
}
