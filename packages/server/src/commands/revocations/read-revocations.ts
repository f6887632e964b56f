import type { RevocationRecord } from "../../store/revocations.ts";
import type { Store } from "../../store/store.ts";
import type { Actor } from "../actor.ts";
import { type Listed, listed, type Paging } from "../listed.ts";
import { mayUseApplications } from "../permissions.ts";
import { revocationView } from "../views.ts";

export interface ReadRevocationDependencies {
  readonly store: Pick<Store, "revocation" | "listRevocations">;
}

/** One rule that the actor may see. */
export async function findRevocation(
  { store }: Pick<ReadRevocationDependencies, "store">,
  actor: Actor,
  id: string,
): Promise<RevocationRecord | undefined> {
  const rule = await store.revocation(actor.organization, id);
  return rule && mayUseApplications(actor, rule.applications) ? rule : undefined;
}

/** Rules that the actor may see, the newest first, undone ones included. */
export async function listRevocations(
  { store }: ReadRevocationDependencies,
  actor: Actor,
  query: Paging,
): Promise<Listed<ReturnType<typeof revocationView>>> {
  const { organization, applications: within } = actor;
  return listed(await store.listRevocations({ ...query, organization, within }), revocationView);
}
