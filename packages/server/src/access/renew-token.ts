import {
  type ArrivedBy,
  issueJwt,
  openToken,
  planRenewal,
  type Renewal,
  reissueCat,
  renewalWantedBy,
  Secret,
  type SyncSignatures,
} from "@sluice/token";
import type { KeyDirectory } from "../keys/key-directory.ts";
import type { LivingKey } from "../keys/living-key.ts";
import type { LocatedStream } from "../registry/application.ts";
import type { SessionTable } from "../sessions/session-table.ts";
import type { Store } from "../store/store.ts";
import type { TokenRecord } from "../store/token-record.ts";
import type { VerifiedToken } from "./verified-token.ts";

export interface RenewTokenDependencies {
  readonly store: Pick<Store, "token" | "updateToken">;
  readonly sessions: Pick<SessionTable, "amend">;
  readonly keys: Pick<KeyDirectory, "signingKey">;
  readonly signatures: SyncSignatures;
}

const SHORTEST_GAIN_SECONDS = 10;

/** A renewal that is due. */
export interface DueRenewal {
  readonly token: VerifiedToken;
  /** How the new token travels, as its issuer wrote it. */
  readonly wanted: Renewal;
  /** `automatic`: the way the old one came. */
  readonly carry: ArrivedBy | "automatic";
  /** Of a signed URI: how many segments the path of its cookie has (RFC 9246 section 2.1.14). */
  readonly cookiePathDepth: number | undefined;
  readonly expiresAtSeconds: number;
  readonly key: LivingKey;
}

/** Renews tokens for clients that hold them themselves (CTA-5007-B 4.9.2, RFC 9246 section 2.1.12). */
export interface TokenRenewal {
  /** Undefined: nothing is due, or nothing can be made: the token names no id or time of issue, or we do not sign for its key. */
  due(token: VerifiedToken, stream: LocatedStream, nowSeconds: number): DueRenewal | undefined;
  /**
   * The new text: every claim as it was but the end, under the same id, so that what revokes the old one revokes it.
   * Undefined: the token was revoked, suspended or changed meanwhile, or has another end by now.
   */
  renew(due: DueRenewal, nowSeconds: number): Promise<Secret | undefined>;
}

export function createTokenRenewal(dependencies: RenewTokenDependencies): TokenRenewal {
  const { keys, signatures } = dependencies;
  return {
    due(token, stream, nowSeconds) {
      const { proven, keyId, organization } = token;
      const wanted = wantedBy(token);
      if (!proven || !wanted || keyId === undefined || proven.id === undefined) return undefined;
      const { issuedAtSeconds, expiresAtSeconds } = proven;
      // An earlier end than the text's is an operator's, and stays.
      const isOwnEnd =
        expiresAtSeconds !== undefined && token.expiresAtSeconds === Math.floor(expiresAtSeconds);
      // A time of issue that lies ahead would put off the end of all renewals.
      if (issuedAtSeconds === undefined || issuedAtSeconds > nowSeconds || !isOwnEnd) return undefined;
      const key = keys.signingKey(organization, keyId, stream.facts.application, nowSeconds);
      if (!key?.signing()) return undefined;
      const longest = key.record.caps.longestTtlSeconds ?? Number.POSITIVE_INFINITY;
      const { maxSeconds } = stream.application.clocks[stream.kind];
      const plan = planRenewal(
        wanted,
        { expiresAtSeconds, nowSeconds },
        { firstIssuedAtSeconds: issuedAtSeconds, maxLifetimeSeconds: Math.min(maxSeconds, longest) },
      );
      // What gains less is due again at once: a redirect would not come to an end.
      const gained = plan.expiresAtSeconds - expiresAtSeconds;
      if (!plan.due || gained < Math.min(SHORTEST_GAIN_SECONDS, wanted.expadd / 2)) return undefined;
      const cookiePathDepth = proven.renewal?.cookiePathDepth;
      const end = Math.floor(plan.expiresAtSeconds);
      return { token, wanted, carry: plan.carry, cookiePathDepth, expiresAtSeconds: end, key };
    },
    async renew(due, nowSeconds) {
      const text = textOf(due, signatures);
      return text !== undefined && (await extendRecord(dependencies, due, nowSeconds))
        ? new Secret(text)
        : undefined;
    },
  };
}

function wantedBy({ proven }: VerifiedToken): Renewal | undefined {
  if (proven?.renewal) return { type: "cookie", expadd: proven.renewal.extendSeconds };
  return proven && renewalWantedBy(proven.limits);
}

function textOf(
  { token, key, expiresAtSeconds }: DueRenewal,
  signatures: SyncSignatures,
): string | undefined {
  const text = token.text?.expose();
  const material = key.signing();
  if (text === undefined || !material) return undefined;
  const opened = openToken(text);
  if ("problem" in opened || opened.carries !== "claims") return undefined;
  const { kid } = opened;
  const { algorithm } = key;
  if (opened.format === "cat") {
    return reissueCat({ text, expiresAtSeconds, key: { algorithm, material, kid } }, signatures);
  }
  const claims = payloadOf(text);
  return issueJwt({
    claims: { ...claims, exp: expiresAtSeconds },
    key: { algorithm, material },
    kid,
    signatures,
  });
}

/** The claims of a JWT that has proven itself: its payload is a JSON object. */
function payloadOf(text: string): Parameters<typeof issueJwt>[0]["claims"] {
  const [, payload = ""] = text.split(".");
  return JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
}

/** Its record goes along, atomically: one that was changed since is not overwritten. Without a record there is nothing to do. */
async function extendRecord(
  { store, sessions }: RenewTokenDependencies,
  { token, expiresAtSeconds }: DueRenewal,
  nowSeconds: number,
): Promise<boolean> {
  const record = await store.token(token.id);
  if (!record) return token.enrol !== undefined;
  if (record.revokedAtSeconds !== undefined || record.suspendedAtSeconds !== undefined) return false;
  if ((record.expiresAtSeconds ?? 0) >= expiresAtSeconds) return true;
  // Another end than the text's is an operator's, or of a later text: an older one goes beyond neither.
  const own = token.proven?.expiresAtSeconds;
  if (own === undefined || (record.expiresAtSeconds ?? Math.floor(own)) !== Math.floor(own)) return false;
  const { organization, id, version } = record;
  const limits = { ...limitsOf(record), expiresAtSeconds };
  const outcome = await store.updateToken({ organization, id, version, limits, nowSeconds, isRenewal: true });
  if (outcome.outcome !== "updated") return false;
  sessions.amend(outcome.sessions, outcome.lapsedSessionIds);
  return true;
}

function limitsOf(record: TokenRecord) {
  const { notBeforeSeconds, expiresAtSeconds, maxUses, maxSessions, ip, domains } = record;
  const { tag, annotations, disconnectAtExpiry, delegation } = record;
  const limits = { notBeforeSeconds, expiresAtSeconds, maxUses, maxSessions, ip, domains };
  return { ...limits, tag, annotations, disconnectAtExpiry, delegation };
}
