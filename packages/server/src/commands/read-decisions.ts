import { canonicalAddress } from "../lib/canonical-address.ts";
import type { DecisionQuery } from "../store/queries.ts";
import type { DecisionRecord } from "../store/store.ts";
import { applicationOf } from "../store/target-reach.ts";
import type { DecisionLog } from "../telemetry/decision-log.ts";
import type { Actor } from "./actor.ts";
import { type Listed, listed } from "./listed.ts";
import { mayUseApplication } from "./permissions.ts";
import { includesScope } from "./scopes.ts";
import { decisionView } from "./views.ts";

export interface ReadDecisionDependencies {
  readonly decisions: DecisionLog;
}

/** What a list of decisions is narrowed down by. */
export type DecisionFilter = Omit<DecisionQuery, "organization" | "within" | "withUnowned">;

/** Sluice why: the decision under a reference, if it concerns the actor's organization or none. */
export async function readDecision({ decisions }: ReadDecisionDependencies, actor: Actor, ref: string) {
  const decision = await decisions.find(ref.toUpperCase());
  return decision && maySee(actor, decision) ? decisionView(decision) : undefined;
}

/**
 * Decisions that the actor may see, the last one first. Requests that named no application of anybody are the
 * installation's: only its operators list them.
 */
export async function listDecisions(
  { decisions }: ReadDecisionDependencies,
  actor: Actor,
  filter: DecisionFilter,
): Promise<Listed<ReturnType<typeof decisionView>>> {
  const page = await decisions.list({
    ...filter,
    ip: filter.ip === undefined ? undefined : (canonicalAddress(filter.ip) ?? filter.ip),
    organization: actor.organization,
    within: actor.applications,
    withUnowned: includesScope(actor.scopes, "installation"),
  });
  return listed(page, decisionView);
}

/** Whoever was given a reference to a request of nobody's may read it. */
function maySee(actor: Actor, { organization, stream }: DecisionRecord): boolean {
  if (organization !== undefined && organization !== actor.organization) return false;
  if (actor.applications === undefined) return true;
  const application = stream === undefined ? undefined : applicationOf(stream);
  return application !== undefined && mayUseApplication(actor, application);
}
