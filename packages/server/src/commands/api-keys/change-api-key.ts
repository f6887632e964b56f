import { CONFIGURED_KEY_ID } from "../../keys/api-key.ts";
import type { ApiKeyRecord } from "../../store/api-keys.ts";
import type { Actor } from "../actor.ts";
import { auditEntry } from "../audit/audit-entry.ts";
import { type Outcome, refuse } from "../command-problem.ts";
import type { ApiKeyDependencies } from "./api-key-dependencies.ts";
import { rightsBeyond } from "./api-key-rights.ts";
import { apiKeyView } from "./api-key-view.ts";
import { findApiKey } from "./find-api-key.ts";

/** So often a change is tried again when somebody else was faster. */
const ATTEMPTS = 5;

/** A change of one key. */
export interface ApiKeyOrder {
  readonly id: string;
  /** The version that the caller has read; undefined: whichever it is. */
  readonly version: number | undefined;
  /** The entry's action in the audit log. */
  readonly action: "api-key.update" | "api-key.rotate" | "api-key.delete";
  /** What the key becomes; undefined: it is removed. May be asked more than once. */
  readonly next: (key: ApiKeyRecord) => Outcome<ApiKeyRecord | undefined>;
}

/**
 * Changes or removes a key, if the actor has every right that it has. The outcome is the key as it then is, or was
 * before its removal.
 */
export async function changeApiKey(
  dependencies: ApiKeyDependencies,
  actor: Actor,
  order: ApiKeyOrder,
): Promise<Outcome<ApiKeyRecord>> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const key = await findApiKey(dependencies, actor, order.id);
    if (!key) return refuse("not-found", "there is no such API key");
    const problem = problemOf(actor, key, order);
    if (problem) return problem;
    const next = order.next(key);
    if ("problem" in next) return next;
    switch (await write(dependencies, actor, order, { key, next: next.done })) {
      case "changed":
        return { done: next.done ? { ...next.done, version: key.version + 1 } : key };
      case "last-administrator":
        return refuse("state-conflict", "this is the organization's last administrator's key");
      case "stale":
    }
  }
  return refuse("version-stale", "somebody else changes this key all the time");
}

function problemOf(actor: Actor, key: ApiKeyRecord, { version }: ApiKeyOrder) {
  if (key.id === CONFIGURED_KEY_ID) return refuse("declared-in-file", "set by SLUICE_ADMIN_KEY");
  if (version !== undefined && version !== key.version) {
    return refuse("version-stale", `this key is at version ${key.version}`);
  }
  const beyond = rightsBeyond(actor, key);
  if (beyond.length === 0) return undefined;
  return refuse(
    "not-permitted",
    `a key changes only keys with no more rights than its own; missing: ${beyond.join(", ")}`,
  );
}

function write(
  { store, nowMilliseconds }: ApiKeyDependencies,
  actor: Actor,
  { action }: ApiKeyOrder,
  { key, next }: { readonly key: ApiKeyRecord; readonly next: ApiKeyRecord | undefined },
) {
  const now = nowMilliseconds();
  const { organization, id, version } = key;
  const after = next && apiKeyView({ ...next, version: version + 1 });
  // Whoever owns the folder can make another one without a key.
  const administratorAtSeconds = actor.id === "local" ? undefined : Math.floor(now / 1000);
  return store.changeApiKey({ organization, id, version, key: next, administratorAtSeconds }, outcome =>
    outcome === "changed"
      ? auditEntry(actor, now, {
          action,
          subject: { kind: "api-key", id },
          before: apiKeyView(key),
          after,
        })
      : undefined,
  );
}
