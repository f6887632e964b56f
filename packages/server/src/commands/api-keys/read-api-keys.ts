import type { Actor } from "../actor.ts";
import type { Paging } from "../listed.ts";
import type { ApiKeyDependencies } from "./api-key-dependencies.ts";
import { apiKeyView } from "./api-key-view.ts";
import { findApiKey } from "./find-api-key.ts";

type ReadDependencies = Pick<ApiKeyDependencies, "store" | "keyUses">;

/** The keys that the actor may see, the last made first. */
export async function listApiKeys({ store, keyUses }: ReadDependencies, actor: Actor, query: Paging) {
  const { organization, applications: within } = actor;
  const page = await store.listApiKeys({ ...query, organization, within });
  return { items: page.items.map(key => apiKeyView(key, keyUses)), next: page.next ?? null };
}

/** One key that the actor may see. */
export async function readApiKey(dependencies: ReadDependencies, actor: Actor, id: string) {
  const key = await findApiKey(dependencies, actor, id);
  return key && apiKeyView(key, dependencies.keyUses);
}

/** The actor's own key; for the owner of the data folder, who needs none, what would stand in its place. */
export async function whoAmI({ store, keyUses }: ReadDependencies, actor: Actor) {
  const { organization } = actor;
  const key = await store.apiKey(organization, actor.id);
  return { organization, ...(key ? apiKeyView(key, keyUses) : ownerView(actor)) };
}

function ownerView(actor: Actor) {
  return {
    id: actor.id,
    name: "owner of the data folder",
    scopes: [...actor.scopes],
    applications: actor.applications ?? null,
    actions: actor.actions,
    longest_ttl_seconds: actor.longestTtlSeconds ?? null,
    expires_at: actor.expiresAtSeconds ?? null,
    previous_until: null,
    created_at: null,
    created_by: null,
    last_used_at: null,
    version: null,
  };
}
