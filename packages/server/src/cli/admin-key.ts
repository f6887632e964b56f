import type { Secret } from "@sluice/token";
import { createApiKeyHasher, issueApiKey } from "../keys/api-key.ts";
import { alwaysRedact } from "../lib/redact.ts";
import { FIRST_ORGANIZATION } from "../registry/built-in.ts";
import type { DataFolder } from "./data-folder.ts";

/** The record under which a configured admin key stands: a new value replaces the old one. */
const CONFIGURED_KEY_ID = "sk_configured";

/**
 * Sees to it that the first organization has an admin key: the configured one, applied again at each start, or
 * one that is made now. Resolves to the text of a key made now, which is shown once and kept nowhere.
 */
export async function ensureAdminKey(
  { store, masterKey }: DataFolder,
  configured: Secret | undefined,
  nowSeconds: number,
): Promise<string | undefined> {
  const hasher = createApiKeyHasher(masterKey.derive("api-key"));
  const shared = { organization: FIRST_ORGANIZATION, createdAtSeconds: nowSeconds };
  if (configured) {
    alwaysRedact(configured.expose());
    const hash = hasher.hash(configured.expose());
    await store.putApiKey({ ...shared, id: CONFIGURED_KEY_ID, name: "SLUICE_ADMIN_KEY", hash });
    return undefined;
  }
  if ((await store.countApiKeys()) > 0) return undefined;
  const { id, text } = issueApiKey();
  await store.putApiKey({ ...shared, id, name: "admin", hash: hasher.hash(text) });
  return text;
}
