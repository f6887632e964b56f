import { Secret } from "@sluice/token";
import { isOwnWord } from "../../declarations/own-words.ts";
import { type ApiKeyHasher, issueApiKey } from "../../keys/api-key.ts";
import type { ApiKeyRecord } from "../../store/api-keys.ts";
import type { Actor } from "../actor.ts";
import { apiKeyView } from "../api-keys/api-key-view.ts";
import type { IssuedApiKey } from "../api-keys/create-api-key.ts";
import { auditEntry } from "../audit/audit-entry.ts";
import type { Outcome } from "../command-problem.ts";
import type { DeclaringDependencies } from "../declaring/dependencies.ts";
import { nameReserved, nameTaken } from "../declaring/problems.ts";
import { writeDeclared } from "../declaring/write-declared.ts";
import type { OrganizationView } from "./organization-view.ts";
import { writtenOrganization } from "./written-organization.ts";

/** What a new organization is to be. */
export interface NewOrganization {
  readonly code: string;
  readonly title?: string | null | undefined;
}

/** An organization that was just made, and its first administrator's key. */
export interface CreatedOrganization {
  readonly organization: OrganizationView;
  readonly apiKey: IssuedApiKey;
}

/** Makes an organization and its first administrator's key, whose text is known only here, once. */
export function createOrganization(
  dependencies: DeclaringDependencies & { readonly keyHasher: ApiKeyHasher },
  actor: Actor,
  { code, title }: NewOrganization,
): Promise<Outcome<CreatedOrganization>> {
  const { registry, store, webhooks, declareInTurn, keyHasher, nowMilliseconds } = dependencies;
  return declareInTurn(async () => {
    if (isOwnWord("organization", code)) return nameReserved(code);
    if (registry.declared.organization(code)) return nameTaken("organization", code);
    // What a removal that broke off, or a late write, has left behind must not come to life again.
    await store.removeOrganization(code);
    await webhooks.removeOrganization(code);
    const { id, text } = issueApiKey();
    const nowSeconds = Math.floor(nowMilliseconds() / 1000);
    const record = firstKey(code, { id, hash: keyHasher.hash(text), nowSeconds });
    // The key first: without its organization it opens nothing.
    await store.putApiKey(record, () => firstKeyEntry(record, nowMilliseconds()));
    const document = { settings: title === undefined || title === null ? {} : { title } };
    const written = await writeDeclared(dependencies, actor, {
      action: "organization.create",
      subject: { kind: "organization", id: code },
      writes: [{ write: "put", kind: "organization", organization: code, id: code, version: 0, document }],
      after: writtenOrganization,
    });
    if ("problem" in written) return written;
    const organization = writtenOrganization(written.done);
    return { done: { organization, apiKey: { record, text: new Secret(text) } } };
  });
}

function firstKey(
  organization: string,
  { id, hash, nowSeconds }: { readonly id: string; readonly hash: Uint8Array; readonly nowSeconds: number },
): ApiKeyRecord {
  return {
    id,
    organization,
    name: "admin",
    hash,
    previous: undefined,
    scopes: ["admin"],
    applications: undefined,
    actions: ["play", "publish"],
    longestTtlSeconds: undefined,
    expiresAtSeconds: undefined,
    createdAtSeconds: nowSeconds,
    createdBy: "start",
    lastUsedAtSeconds: undefined,
    version: 1,
  };
}

/** The first line of the organization's own log: who of the operators it was is in theirs. */
function firstKeyEntry(record: ApiKeyRecord, nowMilliseconds: number) {
  return auditEntry({ organization: record.organization, id: "system", ip: undefined }, nowMilliseconds, {
    action: "api-key.create",
    subject: { kind: "api-key", id: record.id },
    after: apiKeyView(record),
  });
}
