import type { ApiKeyStore } from "../store/api-keys.ts";
import type { RecordStore } from "../store/store.ts";
import type { MasterKey } from "./master-key.ts";

/** What a store knows a master key again by; it tells nothing of the key. */
export const checkOf = (masterKey: MasterKey): Uint8Array => masterKey.derive("master-key-check");

/**
 * True when the store's sessions and API keys were made under another master key than this one. A store from before
 * there was a check is known by its keys: a key file that was made now cannot be theirs.
 */
export async function isAnotherMasterKey(
  store: Pick<RecordStore, "masterKeyCheck"> & Pick<ApiKeyStore, "countApiKeys">,
  masterKey: MasterKey,
): Promise<boolean> {
  const known = await store.masterKeyCheck();
  if (known) return Buffer.compare(known, checkOf(masterKey)) !== 0;
  return masterKey.created && (await store.countApiKeys()) > 0;
}

/** From now on the store belongs to this master key. */
export function rememberMasterKey(store: RecordStore, masterKey: MasterKey): Promise<void> {
  return store.setMasterKeyCheck(checkOf(masterKey));
}
