import type { SessionTable } from "../../sessions/session-table.ts";
import type { Store } from "../../store/store.ts";
import { applicationsOf } from "../../store/target-reach.ts";
import type { TokenStateOutcome } from "../../store/token-changes.ts";
import type { TokenRecord } from "../../store/token-record.ts";
import type { Events } from "../../telemetry/events.ts";
import type { Actor } from "../actor.ts";
import { auditEntry } from "../audit/audit-entry.ts";
import { type Outcome, refuse } from "../command-problem.ts";
import { mayMint } from "../permissions.ts";
import { emitTokenRevoked } from "../revocations/revocation-events.ts";
import { tokenView } from "../views.ts";
import type { IdentifyDependencies } from "./identify-token.ts";
import { findTokenToChange } from "./read-tokens.ts";

export interface TokenStateDependencies extends IdentifyDependencies {
  readonly store: Store;
  readonly sessions: SessionTable;
  readonly events: Events;
}

/** Closes a token for now: resolves when that is durable and every session it had is over. */
export async function suspendToken(
  dependencies: TokenStateDependencies,
  actor: Actor,
  idOrText: string,
): Promise<Outcome<TokenRecord>> {
  const { store, sessions, events, nowMilliseconds } = dependencies;
  const token = await findTokenToChange(dependencies, actor, idOrText);
  if (!token) return refuse("not-found", "there is no such token");
  const now = nowMilliseconds();
  const outcome = await store.suspendToken(orderOf(token, now), audit("token.suspend", actor, now));
  if (outcome.outcome === "missing") return refuse("not-found", "there is no such token");
  if (outcome.outcome === "revoked") return refuse("state-conflict", "the token is revoked for good");
  sessions.markEnded(outcome.endedSessionIds, "suspended");
  if (outcome.outcome === "changed") emitTokenRevoked(events, withdrawn(token, true), outcome, now);
  return { done: outcome.token };
}

/** Opens a suspended token again; sessions that were ended stay so. */
export async function resumeToken(
  dependencies: TokenStateDependencies,
  actor: Actor,
  idOrText: string,
): Promise<Outcome<TokenRecord>> {
  const token = await findTokenToChange(dependencies, actor, idOrText);
  if (!token) return refuse("not-found", "there is no such token");
  const now = dependencies.nowMilliseconds();
  const nowSeconds = Math.floor(now / 1000);
  const { action, target } = token;
  const refused = mayMint(actor, { action, target, expiresAtSeconds: nowSeconds, nowSeconds });
  if (refused) return refused;
  const outcome = await dependencies.store.resumeToken(
    orderOf(token, now),
    audit("token.resume", actor, now),
  );
  if (outcome.outcome === "missing") return refuse("not-found", "there is no such token");
  if (outcome.outcome === "revoked") return refuse("state-conflict", "a revoked token is not resumed");
  return { done: outcome.token };
}

/** Revokes one token for good: resolves when it is durable and every session it had is over. */
export async function revokeToken(
  dependencies: TokenStateDependencies,
  actor: Actor,
  idOrText: string,
): Promise<Outcome<undefined>> {
  const { store, sessions, events, nowMilliseconds } = dependencies;
  const token = await findTokenToChange(dependencies, actor, idOrText);
  if (!token) return refuse("not-found", "there is no such token");
  const now = nowMilliseconds();
  const { organization, id, nowSeconds } = orderOf(token, now);
  const result = await store.revokeToken(organization, id, nowSeconds, outcome =>
    outcome.found && outcome.before.revokedAtSeconds === undefined
      ? changeEntry("token.revoke", actor, now, outcome)
      : undefined,
  );
  sessions.markEnded(result.endedSessionIds, "revoked");
  if (result.found) emitTokenRevoked(events, withdrawn(token, false), result, now);
  return result.found ? { done: undefined } : refuse("not-found", "there is no such token");
}

function orderOf({ organization, id }: TokenRecord, nowMilliseconds: number) {
  return { organization, id, nowSeconds: Math.floor(nowMilliseconds / 1000) };
}

function withdrawn({ organization, id, target, user }: TokenRecord, suspended: boolean) {
  const applications = applicationsOf(target) ?? [];
  const application = applications.length === 1 ? applications[0] : undefined;
  return { organization, id, application, user, suspended };
}

function audit(action: "token.suspend" | "token.resume", actor: Actor, nowMilliseconds: number) {
  return (outcome: TokenStateOutcome) =>
    outcome.outcome === "changed" ? changeEntry(action, actor, nowMilliseconds, outcome) : undefined;
}

function changeEntry(
  action: string,
  actor: Actor,
  nowMilliseconds: number,
  { before, token }: { readonly before: TokenRecord; readonly token: TokenRecord },
) {
  const nowSeconds = Math.floor(nowMilliseconds / 1000);
  const view = (record: TokenRecord) => tokenView(record, { nowSeconds, isCovered: false });
  return auditEntry(actor, nowMilliseconds, {
    action,
    subject: { kind: "token", id: token.id },
    user: token.user,
    before: view(before),
    after: view(token),
  });
}
