import { mergeSettings, type Settings } from "../../declarations/merge-settings.ts";
import { storedOrganizationSchema } from "../../declarations/stored-schema.ts";
import type { Actor } from "../actor.ts";
import { type Outcome, refuse } from "../command-problem.ts";
import type { DeclaringDependencies } from "../declaring/dependencies.ts";
import { changeProblem, unknown } from "../declaring/problems.ts";
import { writeDeclared } from "../declaring/write-declared.ts";
import { includesScope } from "../scopes.ts";
import { type OrganizationView, organizationView } from "./organization-view.ts";
import { findOrganization } from "./read-organizations.ts";
import { writtenOrganization } from "./written-organization.ts";

/** A change of an organization: the fields that are given. */
export interface OrganizationChange {
  readonly code: string;
  /** The version that the caller has read; undefined: whichever it is. */
  readonly version: number | undefined;
  readonly change: Settings;
}

/** Changes an organization: its own administrators may, and the machine's operators. */
export function updateOrganization(
  dependencies: DeclaringDependencies,
  actor: Actor,
  { code, version, change }: OrganizationChange,
): Promise<Outcome<OrganizationView>> {
  return dependencies.declareInTurn(async () => {
    const known = findOrganization(dependencies.registry, actor, code);
    if (!known) return unknown("organization");
    if (!includesScope(actor.scopes, "admin") && !includesScope(actor.scopes, "installation")) {
      return refuse("not-permitted", "to change an organization needs the scope admin or installation");
    }
    if (actor.applications !== undefined) {
      return refuse("not-permitted", "this API key is for some applications, not for the whole organization");
    }
    const problem = changeProblem(`the organization ${code}`, known, version);
    if (problem) return problem;
    const document = storedOrganizationSchema.parse(known.document);
    const settings = mergeSettings(document.settings, change);
    const written = await writeDeclared(dependencies, actor, {
      action: "organization.update",
      subject: { kind: "organization", id: code },
      before: organizationView(known),
      writes: [
        {
          write: "put",
          kind: "organization",
          organization: code,
          id: code,
          version: known.version,
          document: { settings },
        },
      ],
      after: writtenOrganization,
    });
    return "problem" in written ? written : { done: writtenOrganization(written.done) };
  });
}
