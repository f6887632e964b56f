import { type LimitWords, limitNames } from "../../declarations/limits/limit-schemas.ts";
import { limitsView } from "../../declarations/limits/limits-view.ts";
import type { SessionTable } from "../../sessions/session-table.ts";
import type { Store } from "../../store/store.ts";
import type { TokenLimits, TokenUpdateOutcome } from "../../store/token-changes.ts";
import type { TokenRecord } from "../../store/token-record.ts";
import type { Actor } from "../actor.ts";
import { auditEntry } from "../audit/audit-entry.ts";
import { invalidFields, type Outcome, refuse } from "../command-problem.ts";
import { mayMint } from "../permissions.ts";
import { tokenView } from "../views.ts";
import { delegationOf } from "./delegation/delegation-grant.ts";
import type { IdentifyDependencies } from "./identify-token.ts";
import { normaliseLimits } from "./normalise-limits.ts";
import { findTokenToChange } from "./read-tokens.ts";
import type { TokenChange } from "./token-grant.ts";

/** So often a change is tried again when somebody else was faster. */
const ATTEMPTS = 5;

export interface UpdateTokenDependencies extends IdentifyDependencies {
  readonly store: Store;
  readonly sessions: SessionTable;
}

/** A change of one token. */
export interface TokenUpdateOrder {
  readonly idOrText: string;
  readonly change: TokenChange;
  /** The version that the caller has read; undefined: whichever it is. */
  readonly version: number | undefined;
}

/** Changes a token's limits; its running sessions obey the new ones at once. The outcome is the token as it then is. */
export async function updateToken(
  dependencies: UpdateTokenDependencies,
  actor: Actor,
  order: TokenUpdateOrder,
): Promise<Outcome<TokenRecord>> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const token = await findTokenToChange(dependencies, actor, order.idOrText);
    if (!token) return refuse("not-found", "there is no such token");
    if (order.version !== undefined && order.version !== token.version) {
      return refuse("version-stale", `this token is at version ${token.version}`);
    }
    const now = dependencies.nowMilliseconds();
    const limits = changedLimits(actor, token, order.change, Math.floor(now / 1000));
    if ("problem" in limits) return limits;
    const outcome = await write(dependencies, actor, { token, limits: limits.done, nowMilliseconds: now });
    if (outcome.outcome === "missing") return refuse("not-found", "there is no such token");
    if (outcome.outcome === "updated") {
      dependencies.sessions.amend(outcome.sessions, outcome.lapsedSessionIds);
      return { done: outcome.token };
    }
  }
  return refuse("version-stale", "somebody else changes this token all the time");
}

function changedLimits(
  actor: Actor,
  token: TokenRecord,
  change: TokenChange,
  nowSeconds: number,
): Outcome<TokenLimits> {
  if (token.revokedAtSeconds !== undefined) return refuse("state-conflict", "a revoked token is not changed");
  if (token.kind === "one-time" && change.max_uses !== undefined) {
    return invalidFields([{ field: "max_uses", message: "a one-time token has exactly one use" }]);
  }
  const wrong = delegationProblem(token, change);
  if (wrong) return invalidFields([{ field: "delegation", message: wrong }]);
  const hasExpiry = change.expires_at !== undefined || change.ttl_seconds !== undefined;
  const normalised = normaliseLimits(
    {
      kind: token.kind,
      not_before: changed(change.not_before, token.notBeforeSeconds),
      expires_at: hasExpiry ? change.expires_at : (token.expiresAtSeconds ?? null),
      ttl_seconds: change.ttl_seconds,
      user: token.user,
      ...changedWords(change, token),
      ip: changed(change.ip, token.ip),
      domains: changed(change.domains, token.domains),
    },
    // Never taken: an expiry is given, in one form or the other.
    { nowSeconds, ttlSeconds: 0 },
  );
  if ("problems" in normalised) return invalidFields(normalised.problems);
  const { expiresAtSeconds } = normalised.limits;
  const wrongEnd = hasExpiry ? endProblem(token, expiresAtSeconds) : undefined;
  if (wrongEnd) return invalidFields([{ field: "expires_at", message: wrongEnd }]);
  const refused = mayMint(actor, {
    action: token.action,
    target: token.target,
    // A life that another key has given may stay; it is not prolonged.
    expiresAtSeconds: hasExpiry ? expiresAtSeconds : nowSeconds,
    nowSeconds,
    // How another key has them counted may stay, too.
    counting: change.max_sessions === undefined ? undefined : normalised.limits.limits?.sessionCounting,
  });
  if (refused) return refused;
  return {
    done: {
      ...normalised.limits,
      tag: changed(change.tag, token.tag),
      annotations: change.annotations ?? token.annotations,
      disconnectAtExpiry: change.disconnect_at_expiry ?? token.disconnectAtExpiry,
      delegation:
        change.delegation === null ? undefined : (delegationOf(change.delegation) ?? token.delegation),
    },
  };
}

/** The limits as they are after a change, in the words of a grant. */
function changedWords(change: TokenChange, token: TokenRecord): LimitWords {
  const current = limitsView(token);
  return Object.fromEntries(
    limitNames.map(name => [name, changed<unknown>(change[name], current[name] ?? undefined)]),
  );
}

/** One that was renewed ends later than its first text, which would renew it once more if both had the same end again. */
function endProblem(token: TokenRecord, end = Number.POSITIVE_INFINITY): string | undefined {
  const signedEnd = signedExpiry(token);
  if (signedEnd === undefined) return undefined;
  const isRenewed = (token.expiresAtSeconds ?? 0) > signedEnd;
  if (end < signedEnd || (end === signedEnd && !isRenewed)) return undefined;
  return `its signed text ends at ${signedEnd}: it can end earlier, not later`;
}

/** Unix seconds at which the text of a signed token ends; a record cannot prolong it. */
function signedExpiry({ claims }: TokenRecord): number | undefined {
  const expiry = claims.find(([name]) => name === "exp")?.[1];
  return typeof expiry === "number" ? expiry : undefined;
}

/** What was made to be handed on may be so in another measure; a text's own claims would not hold below it. */
function delegationProblem(
  { keyId, lineage, delegation }: TokenRecord,
  change: TokenChange,
): string | undefined {
  if (!change.delegation) return undefined;
  if (lineage && change.delegation.depth > (delegation?.depth ?? 0)) {
    return "a token that was handed on itself is handed on no further than when it was made";
  }
  return keyId !== undefined && !delegation ? "a signed token is made with it, or has none" : undefined;
}

/** Undefined keeps, null takes away. */
function changed<T>(change: T | null | undefined, current: T | undefined): T | undefined {
  return change === undefined ? current : (change ?? undefined);
}

function write(
  { store }: UpdateTokenDependencies,
  actor: Actor,
  change: { readonly token: TokenRecord; readonly limits: TokenLimits; readonly nowMilliseconds: number },
): Promise<TokenUpdateOutcome> {
  const { token, limits, nowMilliseconds } = change;
  const { organization, id, version } = token;
  const nowSeconds = Math.floor(nowMilliseconds / 1000);
  const view = (record: TokenRecord) => tokenView(record, { nowSeconds, isCovered: false });
  return store.updateToken({ organization, id, version, limits, nowSeconds }, outcome =>
    outcome.outcome === "updated"
      ? auditEntry(actor, nowMilliseconds, {
          action: "token.update",
          subject: { kind: "token", id },
          user: token.user,
          before: view(outcome.before),
          after: view(outcome.token),
        })
      : undefined,
  );
}
