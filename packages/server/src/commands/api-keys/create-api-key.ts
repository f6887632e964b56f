import { Secret } from "@sluice/token";
import { issueApiKey } from "../../keys/api-key.ts";
import type { ApiKeyRecord } from "../../store/api-keys.ts";
import type { Actor } from "../actor.ts";
import { auditEntry } from "../audit/audit-entry.ts";
import type { Outcome } from "../command-problem.ts";
import type { ApiKeyDependencies } from "./api-key-dependencies.ts";
import type { ApiKeyGrant } from "./api-key-grant.ts";
import { apiKeyView } from "./api-key-view.ts";
import { applyApiKeyGrant } from "./apply-api-key-grant.ts";

/** A key as it was made; `text` is known only here, once. */
export interface IssuedApiKey {
  readonly record: ApiKeyRecord;
  readonly text: Secret;
}

/** Makes a key for the actor's organization, with no more rights than the actor's own. */
export async function createApiKey(
  dependencies: ApiKeyDependencies,
  actor: Actor,
  grant: ApiKeyGrant,
): Promise<Outcome<IssuedApiKey>> {
  const { store, keyHasher, nowMilliseconds } = dependencies;
  const now = nowMilliseconds();
  const { id, text } = issueApiKey();
  const blank: ApiKeyRecord = {
    id,
    organization: actor.organization,
    name: grant.name,
    hash: keyHasher.hash(text),
    previous: undefined,
    scopes: [],
    applications: actor.applications,
    actions: actor.actions,
    longestTtlSeconds: actor.longestTtlSeconds,
    expiresAtSeconds: actor.expiresAtSeconds,
    createdAtSeconds: Math.floor(now / 1000),
    createdBy: actor.id,
    lastUsedAtSeconds: undefined,
    version: 1,
  };
  const outcome = applyApiKeyGrant(dependencies, actor, blank, grant);
  if ("problem" in outcome) return outcome;
  const record = outcome.done;
  await store.putApiKey(record, () =>
    auditEntry(actor, now, {
      action: "api-key.create",
      subject: { kind: "api-key", id },
      after: apiKeyView(record),
    }),
  );
  return { done: { record, text: new Secret(text) } };
}
