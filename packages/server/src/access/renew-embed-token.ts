import type { ClientFacts } from "@sluice/policy";
import { issueJwt, Secret, type SyncSignatures } from "@sluice/token";
import type { KeyDirectory } from "../keys/key-directory.ts";
import type { Registry } from "../registry/registry.ts";
import { bindRequest } from "../sessions/binding.ts";
import { observeHolder } from "../sessions/holder.ts";
import type { LiveSession } from "../sessions/live-session.ts";
import type { SessionTable } from "../sessions/session-table.ts";
import type { RecordStore } from "../store/store.ts";
import type { TokenRecord } from "../store/token-record.ts";
import type { ContinueSession } from "./continue-session.ts";
import { carriesEmbedToken, isEmbedToken } from "./embed-token.ts";
import type { RequestFacts } from "./question.ts";

export interface EmbedRenewalDependencies {
  readonly store: Pick<RecordStore, "token">;
  readonly registry: Pick<Registry, "named">;
  readonly sessions: Pick<SessionTable, "byHandle">;
  readonly keys: Pick<KeyDirectory, "signingKey">;
  readonly signatures: SyncSignatures;
  readonly continueSession: ContinueSession;
}

/** A page that shows the handle of the session that it plays. */
export interface RenewalRequest {
  readonly handle: string;
  readonly client: ClientFacts;
  readonly context?: RequestFacts | undefined;
  readonly nowMilliseconds: number;
}

/** A new text of an embed code's token, for the session that comes next. It is never sent to anybody. */
export interface RenewedEmbedToken {
  readonly text: Secret;
  /** `application/stream`: what the session plays. */
  readonly stream: string;
  /** Where that session began; undefined: nobody said. */
  readonly site: string | undefined;
}

/** Undefined: nothing is renewed. Rejects with faults of the store alone. */
export type RenewEmbedToken = (request: RenewalRequest) => Promise<RenewedEmbedToken | undefined>;

/**
 * Renews the token of an embed code while its page plays: only under a running session that it made and that its holder
 * shows, on the network where it began, only while the stream's embed codes carry tokens, never once the token is revoked, suspended or changed to an
 * earlier end, and never beyond the end in its record. Every text has the same id and lives as long as the first one did:
 * what revokes one revokes all, and the text in the page's HTML ends when it says.
 */
export function createEmbedRenewal(dependencies: EmbedRenewalDependencies): RenewEmbedToken {
  const { sessions, registry, store, continueSession } = dependencies;
  return async request => {
    const session = sessions.byHandle(request.handle);
    if (!session || !isEmbedToken(session.record) || !isHolder(session, request)) return undefined;
    const { stream, organization, tokenId, site } = session.record;
    const continuation = await continueSession({ ...request, stream, resource: "manifest" });
    const located = registry.named(organization, stream);
    if (!continuation.ok || !located || !carriesEmbedToken(located)) return undefined;
    const record = await store.token(tokenId);
    const text = record && textOf(dependencies, record, located.facts.application, request);
    return text && { text, stream, site };
  };
}

/**
 * Media of a session that counts nothing is for whoever has its address. A further session is for its holder: an address
 * that was copied would beget others for days. (Of one that counts, `continueSession` asks that.) Learns the holder's other
 * address family, and no second network.
 */
function isHolder(session: LiveSession, { client, nowMilliseconds }: RenewalRequest): boolean {
  if (session.record.bound) return true;
  const asked = { ...session };
  const now = { seconds: Math.floor(nowMilliseconds / 1000), milliseconds: nowMilliseconds };
  if (bindRequest(asked, observeHolder(client), now).outcome !== "holder") return false;
  session.holder = asked.holder;
  session.dirty ||= asked.dirty;
  return true;
}

function textOf(
  { keys, signatures }: EmbedRenewalDependencies,
  record: TokenRecord,
  application: string,
  { nowMilliseconds }: RenewalRequest,
): Secret | undefined {
  const { organization, keyId, revokedAtSeconds, suspendedAtSeconds, expiresAtSeconds = 0 } = record;
  const nowSeconds = Math.floor(nowMilliseconds / 1000);
  if (revokedAtSeconds !== undefined || suspendedAtSeconds !== undefined) return;
  // A CAT may have been given such an id by its issuer.
  if (record.kind !== "jwt" || keyId === undefined) return;
  const claims = Object.fromEntries(record.claims);
  const endsAtSeconds = Math.min(nowSeconds + lifeOf(claims), expiresAtSeconds);
  const key = keys.signingKey(organization, keyId, application, nowSeconds);
  const material = key?.signing();
  if (!key || !material || endsAtSeconds <= nowSeconds) return;
  const { algorithm, kid } = key;
  const renewed = { ...claims, exp: endsAtSeconds };
  return new Secret(issueJwt({ claims: renewed, key: { algorithm, material }, kid, signatures }));
}

/** Seconds that the first text lived; 0 for claims that do not say. */
function lifeOf({ iat, exp }: Readonly<Record<string, unknown>>): number {
  return typeof iat === "number" && typeof exp === "number" ? exp - iat : 0;
}
