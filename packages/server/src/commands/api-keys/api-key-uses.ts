import { createLastUses, type LastUses } from "../../lib/last-uses.ts";
import type { ApiKeyStore } from "../../store/api-keys.ts";

/** When each API key was last used. */
export type ApiKeyUses = LastUses;

/** Notes the uses of API keys in memory and in the store. */
export function createApiKeyUses(store: Pick<ApiKeyStore, "recordApiKeyUse">): ApiKeyUses {
  return createLastUses((id, atSeconds) => store.recordApiKeyUse(id, atSeconds));
}
