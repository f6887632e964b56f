import { setTimeout as sleep } from "node:timers/promises";
import { endReasonOf, type RevocationRule, type RevocationSelector } from "@sluice/policy";
import { opaqueIdOf } from "@sluice/token";
import { isSessionId, randomRecordId } from "../lib/random-names.ts";
import { isLocated, type Registry } from "../registry/registry.ts";
import type { SessionTable } from "../sessions/session-table.ts";
import type { NewRevocation, StateStore } from "../store/store.ts";
import type { Events } from "../telemetry/events.ts";
import type { Actor } from "./actor.ts";
import type { FieldProblem } from "./field-problem.ts";
import { emitRuleWritten, emitTokenRevoked } from "./revocation-events.ts";

/** After so long every clock shows another millisecond, although timers may fire a little early. */
const CLOCK_STEP_MILLISECONDS = 2;

export interface RevokeDependencies {
  readonly store: StateStore;
  readonly sessions: SessionTable;
  readonly registry: Registry;
  readonly events: Events;
  readonly nowMilliseconds: () => number;
}

export interface RevocationOrder {
  readonly selector: RevocationSelector;
  /** Also tokens issued from now on. */
  readonly permanent?: boolean | undefined;
  /** Unix seconds: everything the selector matches, until then. */
  readonly until?: number | undefined;
  readonly dry_run?: boolean | undefined;
}

export type RevocationOutcome =
  | { readonly rule: RevocationRule; readonly ended: number }
  | { readonly dryRun: { readonly tokens: number; readonly sessions: number } }
  | { readonly problems: readonly FieldProblem[] };

/** Revokes one token: resolves when it is durable and every session it had is over. False: no such token. */
export async function revokeToken(
  dependencies: RevokeDependencies,
  actor: Actor,
  tokenId: string,
): Promise<boolean> {
  const { store, sessions } = dependencies;
  const result = await store.revokeToken(actor.organization, tokenId, seconds(dependencies));
  sessions.markEnded(result.endedSessionIds, "revoked");
  const token = { organization: actor.organization, id: tokenId, suspended: false };
  emitTokenRevoked(dependencies.events, token, result, dependencies.nowMilliseconds());
  return result.found;
}

/** Revokes by selector: a rule for admits to come, and the end of the sessions that run. */
export async function revoke(
  dependencies: RevokeDependencies,
  actor: Actor,
  order: RevocationOrder,
): Promise<RevocationOutcome> {
  const problems = problemsOf(order);
  if (problems.length > 0) return { problems };
  const revocation = newRevocation(dependencies, actor, order);
  if (order.dry_run) return { dryRun: await dependencies.store.countRevocation(revocation) };
  const { rule, endedSessionIds } = await dependencies.store.revoke(revocation);
  dependencies.sessions.markEnded(endedSessionIds, endReasonOf(order.selector));
  emitRuleWritten(dependencies.events, rule, dependencies.nowMilliseconds());
  // The rule counts in milliseconds: what is issued after the answer must be issued in a later one.
  if (dependencies.nowMilliseconds() <= (rule.issuedUpToMilliseconds ?? 0))
    await sleep(CLOCK_STEP_MILLISECONDS);
  return { rule, ended: endedSessionIds.length };
}

function newRevocation(
  dependencies: RevokeDependencies,
  actor: Actor,
  order: RevocationOrder,
): NewRevocation {
  const nowMilliseconds = dependencies.nowMilliseconds();
  const { issued_before } = order.selector;
  const openEnded = order.permanent === true || order.until !== undefined;
  const issuedUpTo = openEnded ? undefined : nowMilliseconds;
  const selector = canonical(dependencies.registry, actor.organization, order.selector);
  return {
    id: randomRecordId("rv"),
    organization: actor.organization,
    selector,
    reach: reachOf(dependencies.registry, actor.organization, selector),
    issuedUpToMilliseconds: issued_before === undefined ? issuedUpTo : issued_before * 1000 - 1,
    untilSeconds: order.until,
    nowSeconds: Math.floor(nowMilliseconds / 1000),
  };
}

/** Tokens by their public id, streams by their one name: the selector as the rule will be matched. */
function canonical(
  registry: Registry,
  organization: string,
  selector: RevocationSelector,
): RevocationSelector {
  const found = selector.stream === undefined ? undefined : registry.resolve(organization, selector.stream);
  return {
    ...selector,
    ...(selector.token === undefined ? {} : { token: opaqueIdOf(selector.token) ?? selector.token }),
    ...(found && isLocated(found) ? { stream: found.facts.stream } : {}),
  };
}

/** The streams and groups that the selector means; only the registry knows who belongs to whom. */
function reachOf(
  registry: Registry,
  organization: string,
  selector: RevocationSelector,
): NewRevocation["reach"] {
  if (selector.stream !== undefined) {
    const found = registry.resolve(organization, selector.stream);
    const group = isLocated(found) ? found.facts.group : selector.stream;
    return { streams: [selector.stream], groups: [group] };
  }
  if (selector.group === undefined) return undefined;
  return { streams: registry.membersOf(organization, selector.group), groups: [selector.group] };
}

function problemsOf({ selector, permanent, until }: RevocationOrder): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (Object.values(selector).every(value => value === undefined)) {
    problems.push({ field: "selector", message: "name what to revoke: token, user, tag, stream, group, …" });
  }
  // What could never match would be kept as it was sent, and might be the text of a damaged token or a handle.
  if (selector.token !== undefined && opaqueIdOf(selector.token) === undefined) {
    problems.push({ field: "selector.token", message: "this is no token and no token's id" });
  }
  if (selector.session !== undefined && !isSessionId(selector.session)) {
    problems.push({ field: "selector.session", message: "this is no session's id" });
  }
  if (permanent && until !== undefined) {
    problems.push({ field: "until", message: "give permanent or until, not both" });
  }
  return problems;
}

function seconds(dependencies: RevokeDependencies): number {
  return Math.floor(dependencies.nowMilliseconds() / 1000);
}
