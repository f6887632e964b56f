import type { ApiKeyRecord } from "../../store/api-keys.ts";
import type { Actor } from "../actor.ts";
import { mayUseApplications } from "../permissions.ts";
import type { ApiKeyDependencies } from "./api-key-dependencies.ts";

/** A key of the actor's organization that the actor may see: one that is limited to some applications sees no wider. */
export async function findApiKey(
  { store }: Pick<ApiKeyDependencies, "store">,
  actor: Actor,
  id: string,
): Promise<ApiKeyRecord | undefined> {
  const key = await store.apiKey(actor.organization, id);
  return key && mayUseApplications(actor, key.applications) ? key : undefined;
}
