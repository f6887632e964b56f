import { FIRST_ORGANIZATION } from "../../registry/built-in.ts";
import type { Actor } from "../actor.ts";
import { auditEntry } from "../audit/audit-entry.ts";
import { type CommandProblem, type Outcome, refuse } from "../command-problem.ts";
import type { DeclaringDependencies } from "../declaring/dependencies.ts";
import { changeProblem, unknown } from "../declaring/problems.ts";
import { organizationView } from "./organization-view.ts";
import { findOrganization } from "./read-organizations.ts";

/** The removal of an organization. */
export interface OrganizationRemoval {
  readonly code: string;
  readonly version: number | undefined;
  /** The code once more. */
  readonly confirm: string | undefined;
}

/** Removes an organization with everything in it: sessions end, keys and tokens open nothing from then on. */
export function removeOrganization(
  dependencies: DeclaringDependencies,
  actor: Actor,
  removal: OrganizationRemoval,
): Promise<Outcome<undefined>> {
  const { store, registry, sessions, tokenKeys, webhooks, declareInTurn, nowMilliseconds } = dependencies;
  const { code } = removal;
  return declareInTurn(async () => {
    const known = findOrganization(registry, actor, code);
    if (!known) return unknown("organization");
    const problem =
      changeProblem(`the organization ${code}`, known, removal.version) ?? removalProblem(actor, removal);
    if (problem) return problem;
    const now = nowMilliseconds();
    await store.closeOrganization(code, () =>
      auditEntry(actor, now, {
        action: "organization.delete",
        subject: { kind: "organization", id: code },
        before: organizationView(known),
      }),
    );
    registry.removeOrganization(code);
    tokenKeys.removeOrganization(code);
    // Before the sessions end: nobody is left who could want to hear of it. Its rows may take longer than the sessions.
    const webhooksGone = webhooks.removeOrganization(code);
    const running = [...sessions.live()].filter(({ record }) => record.organization === code);
    sessions.markEnded(
      running.map(({ record }) => record.id),
      "stream-removed",
    );
    await webhooksGone;
    // Last, as it may take a while: nothing of it opens any more. What a crash leaves goes before the code is used again.
    await store.removeOrganization(code);
    return { done: undefined };
  });
}

function removalProblem(
  actor: Actor,
  { code, confirm }: OrganizationRemoval,
): { readonly problem: CommandProblem } | undefined {
  if (code === FIRST_ORGANIZATION)
    return refuse("state-conflict", "the first organization cannot be removed");
  if (code === actor.organization) {
    return refuse("state-conflict", "a key cannot remove the organization that it belongs to");
  }
  return confirm === code ? undefined : refuse("confirmation-needed", `send confirm=${code}`);
}
