import type { KeyDirectory } from "../../keys/key-directory.ts";
import type { TokenKeyRecord, TokenKeySettings } from "../../store/token-keys.ts";
import type { Actor } from "../actor.ts";
import { mayUseApplications } from "../permissions.ts";

/** The applications that a key's tokens are confined to; undefined: they may open more. */
export function applicationsOfKey(
  key: Pick<TokenKeySettings, "application" | "caps">,
): readonly string[] | undefined {
  return key.application === undefined ? key.caps.applications : [key.application];
}

/** True when the actor may see and change the key: it is confined to the actor's own applications. */
export function mayUseTokenKey(actor: Actor, key: TokenKeySettings): boolean {
  return mayUseApplications(actor, applicationsOfKey(key));
}

/** A key of the actor's organization; undefined also for one that its API key may not see. */
export function findTokenKey(
  { tokenKeys }: { readonly tokenKeys: Pick<KeyDirectory, "keyById"> },
  actor: Actor,
  id: string,
): TokenKeyRecord | undefined {
  const key = tokenKeys.keyById(actor.organization, id);
  return key && mayUseTokenKey(actor, key) ? key : undefined;
}
