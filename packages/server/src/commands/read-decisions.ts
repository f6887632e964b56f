import { canonicalAddress } from "../lib/canonical-address.ts";
import type { Registry } from "../registry/registry.ts";
import type { DecisionQuery } from "../store/queries.ts";
import type { DecisionRecord, Store } from "../store/store.ts";
import { applicationOf } from "../store/target-reach.ts";
import type { DecisionLog } from "../telemetry/decision-log.ts";
import type { Actor } from "./actor.ts";
import { withoutDetails } from "./audit/without-details.ts";
import type { Listed } from "./listed.ts";
import { mayUseApplication, mayUseTarget } from "./permissions.ts";
import { includesScope } from "./scopes.ts";
import { tokenIdOf } from "./tokens/token-id.ts";
import { decisionView } from "./views.ts";

export interface ReadDecisionDependencies {
  readonly decisions: DecisionLog;
  readonly store: Pick<Store, "token">;
  readonly registry: Pick<Registry, "application">;
}

/** What a list of decisions is narrowed down by. */
export type DecisionFilter = Omit<DecisionQuery, "organization" | "within" | "withUnowned">;

/** Sluice why: the decision under a reference, if it concerns the actor's organization or none. */
export async function readDecision(dependencies: ReadDecisionDependencies, actor: Actor, ref: string) {
  const decision = await dependencies.decisions.find(ref.toUpperCase());
  return decision && maySee(actor, decision) ? viewDecision(dependencies, actor, decision) : undefined;
}

/**
 * Decisions that the actor may see, the last one first. Requests that named no application of anybody are the
 * installation's: only its operators list them.
 */
export async function listDecisions(
  dependencies: ReadDecisionDependencies,
  actor: Actor,
  { ip, token, ...filter }: DecisionFilter,
): Promise<Listed<ReturnType<typeof decisionView>>> {
  const page = await dependencies.decisions.list({
    ...filter,
    ip: ip === undefined ? undefined : (canonicalAddress(ip) ?? ip),
    token: token === undefined ? undefined : (tokenIdOf(token) ?? token),
    organization: actor.organization,
    within: actor.applications,
    withUnowned: includesScope(actor.scopes, "installation"),
  });
  const views = await Promise.all(page.items.map(decision => viewDecision(dependencies, actor, decision)));
  // What is not shown of a decision cannot be asked for either.
  const items = views.filter(
    view =>
      (filter.user === undefined || view.user !== null) &&
      (filter.session === undefined || view.session !== null) &&
      (token === undefined || view.token !== null),
  );
  return { items, next: page.next ?? null };
}

/** A key limited to applications learns of an attempt on its stream, and nothing of another application's token. */
async function viewDecision(
  { store, registry }: ReadDecisionDependencies,
  actor: Actor,
  found: DecisionRecord,
) {
  const decision = isStrangers(registry, actor, found) ? withoutStranger(found) : found;
  const { tokenId } = decision;
  if (actor.applications === undefined || tokenId === undefined) return decisionView(decision);
  const token = await store.token(tokenId);
  if (token && mayUseTarget(actor, token.target)) return decisionView(decision);
  const rules = withoutDetails(decision.rules);
  return decisionView({ ...decision, tokenId: undefined, sessionId: undefined, user: undefined, rules });
}

/**
 * True for a request that concerns no organization and none of the actor's applications. Requests of one neighbourhood
 * share a reference: who asked first, and for what, is for the machine's operators.
 */
function isStrangers(
  registry: Pick<Registry, "application">,
  actor: Actor,
  { organization, stream }: DecisionRecord,
): boolean {
  if (organization !== undefined || includesScope(actor.scopes, "installation")) return false;
  const application = registry.application(applicationOf(stream ?? "") ?? "");
  return application?.organization !== actor.organization;
}

function withoutStranger(decision: DecisionRecord): DecisionRecord {
  return {
    ...decision,
    stream: undefined,
    sessionId: undefined,
    ip: undefined,
    userAgent: undefined,
  };
}

/** Whoever was given a reference to a request of nobody's may read it. */
function maySee(actor: Actor, { organization, stream }: DecisionRecord): boolean {
  if (organization !== undefined && organization !== actor.organization) return false;
  if (actor.applications === undefined) return true;
  const application = stream === undefined ? undefined : applicationOf(stream);
  return application !== undefined && mayUseApplication(actor, application);
}
