import { setImmediate } from "node:timers/promises";
import { Secret } from "@sluice/token";
import type { IdempotencyRecord } from "../../store/idempotency.ts";
import type { Actor } from "../actor.ts";
import { auditEntry } from "../audit/audit-entry.ts";
import { type CommandProblem, invalidFields, type Outcome, refuse } from "../command-problem.ts";
import type { FieldProblem } from "../field-problem.ts";
import { tokenView } from "../views.ts";
import { type DraftDependencies, draftToken } from "./draft-token.ts";
import type { DraftedToken } from "./drafted-token.ts";
import { insertNew } from "./insert-new.ts";
import type { RequestMemory } from "./request-memory.ts";
import { type FirstKeyDependencies, makeFirstKey } from "./signed/first-key.ts";
import type { TokenGrant } from "./token-grant.ts";

/** Problems of a batch that are told; more would make an answer of megabytes. */
const LONGEST_PROBLEM_LIST = 100;
/** An RSA signature takes a millisecond: a thousand at once would keep every viewer waiting. */
const DRAFTED_AT_ONCE = 20;

/** What making tokens stands on. */
export type CreateTokensDependencies = DraftDependencies &
  FirstKeyDependencies & { readonly requestMemory: RequestMemory };

/** An order for tokens: all of them, or none. */
export interface TokenOrderForm {
  readonly grants: readonly TokenGrant[];
  /** Problems name the grant (`tokens.17.ip.0`) when there may be several. */
  readonly form: "one" | "batch";
  /** The same key with the same grants makes the tokens once, and answers them again for 24 hours. */
  readonly idempotencyKey?: string | undefined;
}

/** The tokens in the order of their grants. */
export interface CreatedTokens {
  readonly tokens: readonly DraftedToken[];
  /** True when an earlier request has made them. */
  readonly replayed: boolean;
}

/** Makes tokens for the actor's organization, or says everything that is wrong with the grants. */
export async function createTokens(
  dependencies: CreateTokensDependencies,
  actor: Actor,
  order: TokenOrderForm,
): Promise<Outcome<CreatedTokens>> {
  const nowMilliseconds = dependencies.nowMilliseconds();
  const request = requestOf(dependencies, actor, order, nowMilliseconds);
  const earlier = request && (await dependencies.store.idempotentRequest(request, request.createdAtSeconds));
  if (request && earlier) return replay(dependencies, request, earlier);
  const draft = () => draftAll(dependencies, actor, order, nowMilliseconds);
  const first = await draft();
  // What is refused for its own sake makes no key, as far as that can be told without signing.
  const hasNewKey =
    "problem" in first && (await makeFirstKey(dependencies, actor, order.grants, first.problem));
  const drafted = hasNewKey ? await draft() : first;
  if ("problem" in drafted) return drafted;
  const records = drafted.done.map(({ record }) => record);
  const entry = () => auditEntry(actor, nowMilliseconds, changeOf(drafted.done, nowMilliseconds));
  if (!request) {
    const taken = await insertNew(dependencies, order, records, entry);
    return taken ?? { done: { tokens: drafted.done, replayed: false } };
  }
  const sealed = dependencies.requestMemory.keep(request, drafted.done);
  const raced = await dependencies.store.insertTokensOnce(records, sealed, found =>
    found ? undefined : entry(),
  );
  if (raced) return replay(dependencies, request, raced);
  return { done: { tokens: drafted.done, replayed: false } };
}

type Request = Omit<IdempotencyRecord, "sealed" | "tokenIds">;

function requestOf(
  { requestMemory }: CreateTokensDependencies,
  { organization, id }: Actor,
  { grants, form, idempotencyKey }: TokenOrderForm,
  nowMilliseconds: number,
): Request | undefined {
  if (idempotencyKey === undefined) return undefined;
  return {
    organization,
    apiKey: id,
    keyHash: requestMemory.hash(`key ${idempotencyKey}`),
    requestHash: requestMemory.hash(`${form} ${JSON.stringify(grants)}`),
    createdAtSeconds: Math.floor(nowMilliseconds / 1000),
  };
}

async function replay(
  { store, requestMemory }: CreateTokensDependencies,
  request: Request,
  earlier: IdempotencyRecord,
): Promise<Outcome<CreatedTokens>> {
  if (Buffer.compare(request.requestHash, earlier.requestHash) !== 0) {
    return refuse("idempotency-key-reused", "this Idempotency-Key came with another request before");
  }
  const texts = requestMemory.textsOf(earlier);
  const tokens: DraftedToken[] = [];
  for (const [index, id] of earlier.tokenIds.entries()) {
    const record = await store.token(id);
    const text = texts[index];
    if (!record || text === undefined) {
      return refuse("idempotency-key-reused", "the tokens of this Idempotency-Key are kept no more");
    }
    tokens.push({ record, text: new Secret(text) });
  }
  return { done: { tokens, replayed: true } };
}

async function draftAll(
  dependencies: CreateTokensDependencies,
  actor: Actor,
  { grants, form }: TokenOrderForm,
  nowMilliseconds: number,
): Promise<Outcome<readonly DraftedToken[]>> {
  const drafts: DraftedToken[] = [];
  const errors: FieldProblem[] = [];
  for (const [index, grant] of grants.entries()) {
    if (index % DRAFTED_AT_ONCE === DRAFTED_AT_ONCE - 1) await setImmediate();
    const draft = draftToken(dependencies, actor, grant, nowMilliseconds);
    if ("done" in draft) drafts.push(draft.done);
    else if (form === "one") return draft;
    else if (draft.problem.errors) errors.push(...within(index, draft.problem));
    else return refuse(draft.problem.reason, `tokens.${index}: ${draft.problem.detail}`);
    if (errors.length >= LONGEST_PROBLEM_LIST) break;
  }
  return errors.length > 0 ? invalidFields(errors) : { done: drafts };
}

function within(index: number, { errors = [] }: CommandProblem): readonly FieldProblem[] {
  return errors.map(({ field, message }) => ({ field: `tokens.${index}.${field}`, message }));
}

/** A batch is one entry with the ids alone: whose they are is in the tokens. */
function changeOf(drafts: readonly DraftedToken[], nowMilliseconds: number) {
  const [first, ...others] = drafts.map(({ record }) => record);
  const action = "token.create";
  if (first && others.length === 0) {
    const nowSeconds = Math.floor(nowMilliseconds / 1000);
    const after = tokenView(first, { nowSeconds, isCovered: false });
    return { action, subject: { kind: "token", id: first.id }, user: first.user, after };
  }
  const ids = drafts.map(({ record }) => record.id);
  return { action, subject: { kind: "tokens", id: `${ids[0]} and ${ids.length - 1} more` }, after: { ids } };
}
