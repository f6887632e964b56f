import { parseNetwork, type RevocationSelector } from "@sluice/policy";
import type { KeyDirectory } from "../../keys/key-directory.ts";
import { isLocated, type Registry } from "../../registry/registry.ts";
import type { Store } from "../../store/store.ts";
import { applicationOf, applicationsOf } from "../../store/target-reach.ts";
import { applicationsOfKey } from "../token-keys/find-token-key.ts";

/** What can be looked up about a selector. */
export interface ScopeDependencies {
  readonly store: Pick<Store, "token" | "session">;
  readonly registry: Registry;
  readonly tokenKeys: Pick<KeyDirectory, "keyById">;
}

/**
 * The applications that a selector's effect is confined to; undefined when it may reach further. Fields must all match,
 * so that one that confines it is enough.
 */
export async function confinementOf(
  { store, registry, tokenKeys }: ScopeDependencies,
  organization: string,
  selector: RevocationSelector,
): Promise<readonly string[] | undefined> {
  const { application, stream, token, session, key } = selector;
  if (application !== undefined) return [application];
  if (stream !== undefined) {
    const found = registry.resolve(organization, stream);
    const name = isLocated(found) ? found.facts.application : applicationOf(stream);
    return name === undefined ? undefined : [name];
  }
  if (session !== undefined) {
    const record = await store.session(session);
    return record?.organization === organization ? [record.application] : undefined;
  }
  const tokenKey = key === undefined ? undefined : tokenKeys.keyById(organization, key);
  if (tokenKey) return applicationsOfKey(tokenKey);
  const record = token === undefined ? undefined : await store.token(token);
  return record?.organization === organization ? applicationsOf(record.target) : undefined;
}

/** True for a selector that reaches a whole organization: nothing in it tells one token or viewer from another. */
export function isOrganizationWide({ all, ip, issued_before: _, ...fields }: RevocationSelector): boolean {
  if (all) return true;
  const isNarrowed = Object.values(fields).some(value => value !== undefined);
  const isEveryAddress = ip !== undefined && parseNetwork(ip)?.prefixLength === 0;
  return !isNarrowed && (ip === undefined || isEveryAddress);
}
