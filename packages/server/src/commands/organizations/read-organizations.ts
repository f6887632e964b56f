import type { DeclaredOrganization } from "../../registry/declared.ts";
import type { Registry } from "../../registry/registry.ts";
import type { Actor } from "../actor.ts";
import { type NamedPaging, namedPage } from "../declaring/named-page.ts";
import { includesScope } from "../scopes.ts";
import { type OrganizationView, organizationView } from "./organization-view.ts";

/** The organizations that the actor may see: its own, and all of them with the scope `installation`. */
export function listOrganizations(
  { declared }: Pick<Registry, "declared">,
  actor: Actor,
  paging: NamedPaging,
) {
  return namedPage(paging, {
    after: code => declared.organizationsAfter(code),
    nameOf: organization => organization.value.code,
    view: organization =>
      maySee(actor, organization.value.code) ? organizationView(organization) : undefined,
  });
}

/** One organization that the actor may see. */
export function findOrganization(
  { declared }: Pick<Registry, "declared">,
  actor: Actor,
  code: string,
): DeclaredOrganization | undefined {
  return maySee(actor, code) ? declared.organization(code) : undefined;
}

/** One organization that the actor may see. */
export function readOrganization(
  registry: Pick<Registry, "declared">,
  actor: Actor,
  code: string,
): OrganizationView | undefined {
  const found = findOrganization(registry, actor, code);
  return found && organizationView(found);
}

function maySee(actor: Actor, code: string): boolean {
  return actor.organization === code || includesScope(actor.scopes, "installation");
}
