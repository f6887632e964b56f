import { setTimeout as sleep } from "node:timers/promises";
import { endReasonOf, type RevocationSelector } from "@sluice/policy";
import type { KeyDirectory } from "../../keys/key-directory.ts";
import { randomRecordId } from "../../lib/random-names.ts";
import { isLocated, type Registry } from "../../registry/registry.ts";
import type { SessionTable } from "../../sessions/session-table.ts";
import type { NewRevocation, RevocationRecord } from "../../store/revocations.ts";
import { type Store, StoreUnavailable } from "../../store/store.ts";
import type { Events } from "../../telemetry/events.ts";
import type { Actor } from "../actor.ts";
import { auditEntry } from "../audit/audit-entry.ts";
import { invalidFields, type Outcome, refuse } from "../command-problem.ts";
import { mayUseApplications } from "../permissions.ts";
import { type IdentifyDependencies, identifySigned } from "../tokens/identify-token.ts";
import { tokenIdOf } from "../tokens/token-id.ts";
import { revocationView } from "../views.ts";
import { findRevocation } from "./read-revocations.ts";
import { emitRuleWritten } from "./revocation-events.ts";
import { confinementOf, isOrganizationWide } from "./revocation-scope.ts";
import { canonicalSelector, selectorProblems } from "./revocation-selector.ts";

/** After so long every clock shows another millisecond, although timers may fire a little early. */
const CLOCK_STEP_MILLISECONDS = 2;

export interface RevokeDependencies extends IdentifyDependencies {
  readonly store: Store;
  readonly sessions: SessionTable;
  readonly registry: Registry;
  readonly tokenKeys: Pick<KeyDirectory, "keyById">;
  readonly events: Events;
}

export interface RevocationOrder {
  readonly selector: RevocationSelector;
  /** Also tokens issued from now on. */
  readonly permanent?: boolean | undefined;
  /** Unix seconds: everything the selector matches, until then. */
  readonly until?: number | undefined;
  readonly dry_run?: boolean | undefined;
  /** The organization's code, for what reaches all of it. */
  readonly confirm?: string | undefined;
}

export type RevocationOutcome =
  | { readonly rule: RevocationRecord }
  | { readonly dryRun: { readonly tokens: number; readonly sessions: number } };

/**
 * Revokes by selector: a rule for admits to come, and the end of the sessions that run. `arrivedMilliseconds` is when
 * the call came: the rule tells how long its effect took from then.
 */
export async function revoke(
  dependencies: RevokeDependencies,
  actor: Actor,
  asked: RevocationOrder,
  arrivedMilliseconds: number,
): Promise<Outcome<RevocationOutcome>> {
  const order = await withTokenId(dependencies, actor, asked);
  const problems = selectorProblems(order);
  if (problems.length > 0) return invalidFields(problems);
  const { store, sessions, events, nowMilliseconds } = dependencies;
  const revocation = await newRevocation(dependencies, actor, order);
  if (!mayUseApplications(actor, revocation.applications)) {
    return refuse(
      "not-permitted",
      "this API key revokes inside its applications only: name an application, stream, token or session",
    );
  }
  if (order.dry_run) return { done: { dryRun: await store.countRevocation(revocation) } };
  if (isOrganizationWide(revocation.selector) && order.confirm !== actor.organization) {
    return refuse(
      "confirmation-needed",
      `this reaches the whole organization: write its code in confirm, "${actor.organization}"`,
    );
  }
  const { rule, endedSessionIds } = await store.revoke(revocation, result =>
    auditEntry(actor, nowMilliseconds(), {
      action: "revocation.create",
      subject: { kind: "revocation", id: result.rule.id },
      user: result.rule.selector.user,
      after: revocationView(result.rule),
    }),
  );
  sessions.markEnded(endedSessionIds, endReasonOf(order.selector));
  const effectMilliseconds = Math.max(0, Math.ceil(nowMilliseconds() - arrivedMilliseconds));
  emitRuleWritten(events, rule, nowMilliseconds());
  await noteEffect(store, rule.id, effectMilliseconds);
  // The rule counts in milliseconds: what is issued after the answer must be issued in a later one.
  if (nowMilliseconds() <= (rule.issuedUpToMilliseconds ?? 0)) await sleep(CLOCK_STEP_MILLISECONDS);
  return { done: { rule: { ...rule, effectMilliseconds } } };
}

/** A signed token is named by its text or its id; the rule keeps the id. */
async function withTokenId(
  dependencies: IdentifyDependencies,
  actor: Actor,
  order: RevocationOrder,
): Promise<RevocationOrder> {
  const { token } = order.selector;
  if (token === undefined || tokenIdOf(token) !== undefined) return order;
  const found = await identifySigned(dependencies, actor, token);
  return found ? { ...order, selector: { ...order.selector, token: found.id } } : order;
}

/** Undoes a rule: its tokens open again, sessions that it ended stay ended. */
export async function undoRevocation(
  dependencies: Pick<RevokeDependencies, "store" | "nowMilliseconds">,
  actor: Actor,
  id: string,
): Promise<Outcome<RevocationRecord>> {
  const { store, nowMilliseconds } = dependencies;
  const found = await findRevocation(dependencies, actor, id);
  const now = nowMilliseconds();
  const undone =
    found &&
    (await store.undoRevocation(actor.organization, id, Math.floor(now / 1000), rule =>
      rule === undefined
        ? undefined
        : auditEntry(actor, now, {
            action: "revocation.undo",
            subject: { kind: "revocation", id },
            user: rule.selector.user,
            before: revocationView({ ...rule, undoneAtSeconds: undefined }),
            after: revocationView(rule),
          }),
    ));
  return undone ? { done: undone } : refuse("not-found", "there is no such revocation");
}

/** What has been revoked stays so when this cannot be written. */
async function noteEffect(store: Store, id: string, effectMilliseconds: number): Promise<void> {
  try {
    await store.noteRevocationEffect(id, effectMilliseconds);
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
  }
}

async function newRevocation(
  dependencies: RevokeDependencies,
  actor: Actor,
  order: RevocationOrder,
): Promise<NewRevocation> {
  const { registry } = dependencies;
  const { organization } = actor;
  const selector = canonicalSelector(registry, actor, order.selector);
  const applications = await confinementOf(dependencies, organization, selector);
  const nowMilliseconds = dependencies.nowMilliseconds();
  return {
    id: randomRecordId("rv"),
    organization,
    selector,
    reach: reachOf(registry, organization, selector),
    issuedUpToMilliseconds: issuedUpTo(order, nowMilliseconds),
    untilSeconds: order.until,
    createdBy: actor.id,
    applications,
    nowSeconds: Math.floor(nowMilliseconds / 1000),
  };
}

/** A rule about an address is about whoever comes from there, with whatever token, for as long as it stands. */
function issuedUpTo(
  { selector, permanent, until }: RevocationOrder,
  nowMilliseconds: number,
): number | undefined {
  if (selector.issued_before !== undefined) return selector.issued_before * 1000 - 1;
  const isOpenEnded = permanent === true || until !== undefined || selector.ip !== undefined;
  return isOpenEnded ? undefined : nowMilliseconds;
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
