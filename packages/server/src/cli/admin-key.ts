import { apiKeyView } from "../commands/api-keys/api-key-view.ts";
import { RESEAL_ACTION } from "../commands/audit/audit-check.ts";
import { systemEntry } from "../commands/audit/audit-entry.ts";
import type { Config } from "../config/config.ts";
import { type ApiKeyHasher, CONFIGURED_KEY_ID, createApiKeyHasher, issueApiKey } from "../keys/api-key.ts";
import { masterKeyFile } from "../keys/master-key.ts";
import { isAnotherMasterKey, rememberMasterKey } from "../keys/master-key-check.ts";
import { alwaysRedact } from "../lib/redact.ts";
import { FIRST_ORGANIZATION } from "../registry/built-in.ts";
import type { ApiKeyRecord } from "../store/api-keys.ts";
import type { AuditEntry } from "../store/audit.ts";
import type { DataFolder } from "./data-folder.ts";

/** What every administrator's key may do. */
const adminKey = {
  organization: FIRST_ORGANIZATION,
  scopes: ["admin", "installation"],
  applications: undefined,
  actions: ["play", "publish"],
  longestTtlSeconds: undefined,
  expiresAtSeconds: undefined,
  previous: undefined,
  createdBy: "start",
  lastUsedAtSeconds: undefined,
  version: 1,
} as const;

/** What a start has to say about keys, once. */
export interface AdminKeyResult {
  /** The text of an admin key made now; shown once and kept nowhere. */
  readonly newKey: string | undefined;
  /** One sentence for the operator when the master key is not the one of the last start. */
  readonly notice: string | undefined;
}

/**
 * Sees to it that the first organization has an admin key that works: the configured one, which stands only while it
 * is configured, or one that is made now, when there is none or the master key under which it was kept is gone.
 */
export async function ensureAdminKey(
  { store, masterKey }: Pick<DataFolder, "store" | "masterKey">,
  config: Pick<Config, "adminKey" | "masterKey" | "dataDir">,
  nowSeconds: number,
): Promise<AdminKeyResult> {
  const hasher = createApiKeyHasher(masterKey.derive("api-key"));
  const isLost = await isAnotherMasterKey(store, masterKey);
  const newKey = config.adminKey
    ? await applyConfigured(store, hasher, config.adminKey, nowSeconds)
    : await makeWhereNone(store, hasher, isLost, nowSeconds);
  // Old seals were made by the old key: an entry says where the new one's begin.
  if (isLost) await store.resealAudit(organization => resealEntry(organization, nowSeconds));
  // Last: a start that fails before has lost no key.
  await rememberMasterKey(store, masterKey);
  return { newKey, notice: isLost ? noticeOf(config, masterKey.created) : undefined };
}

async function applyConfigured(
  store: DataFolder["store"],
  hasher: ApiKeyHasher,
  configured: NonNullable<Config["adminKey"]>,
  createdAtSeconds: number,
): Promise<undefined> {
  alwaysRedact(configured.expose());
  const hash = hasher.hash(configured.expose());
  const known = await store.apiKey(FIRST_ORGANIZATION, CONFIGURED_KEY_ID);
  // Written only when it is another one: its last use stays known, and the audit log tells of changes alone.
  if (known && Buffer.compare(known.hash, hash) === 0) return;
  const key = { ...adminKey, id: CONFIGURED_KEY_ID, name: "SLUICE_ADMIN_KEY", hash, createdAtSeconds };
  await store.putApiKey(key, () => startEntry("api-key.create", key.id, createdAtSeconds, key));
}

/** `isLost`: the keys that are there cannot be used any more. */
async function makeWhereNone(
  store: DataFolder["store"],
  hasher: ApiKeyHasher,
  isLost: boolean,
  createdAtSeconds: number,
): Promise<string | undefined> {
  await removeConfigured(store, createdAtSeconds);
  if (!isLost && (await store.countApiKeys()) > 0) return undefined;
  const { id, text } = issueApiKey();
  const key = { ...adminKey, id, name: "admin", hash: hasher.hash(text), createdAtSeconds };
  await store.putApiKey(key, () => startEntry("api-key.create", id, createdAtSeconds, key));
  return text;
}

async function removeConfigured(store: DataFolder["store"], nowSeconds: number): Promise<void> {
  if (!(await store.apiKey(FIRST_ORGANIZATION, CONFIGURED_KEY_ID))) return;
  await store.deleteApiKey(CONFIGURED_KEY_ID, () =>
    startEntry("api-key.delete", CONFIGURED_KEY_ID, nowSeconds, undefined),
  );
}

function startEntry(
  action: string,
  id: string,
  nowSeconds: number,
  after: ApiKeyRecord | undefined,
): AuditEntry {
  const subject = { kind: "api-key", id };
  return systemEntry({
    organization: FIRST_ORGANIZATION,
    action,
    subject,
    after: after && apiKeyView(after),
    nowSeconds,
  });
}

function resealEntry(organization: string, nowSeconds: number): AuditEntry {
  const subject = { kind: "audit", id: organization };
  const after = { reason: "another master key" };
  return systemEntry({ organization, action: RESEAL_ACTION, subject, after, nowSeconds });
}

function noticeOf(config: Pick<Config, "masterKey" | "dataDir">, created: boolean): string {
  const file = masterKeyFile(config.dataDir);
  const what = config.masterKey
    ? "The configured master key (SLUICE_MASTER_KEY) is not the one of the last start"
    : `The master key ${file} ${created ? "was missing and is made anew" : "is not the one of the last start"}`;
  return `${what}: running sessions end and earlier API keys stop working; tokens stay good.`;
}
