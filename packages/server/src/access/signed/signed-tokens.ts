import { type Constraint, countedConstraints, limitConstraints, normaliseDomain } from "@sluice/policy";
import { type CryptoProvider, type KeyRing, openToken, type Refused, type Secret } from "@sluice/token";
import type { Registry } from "../../registry/registry.ts";
import type { RecordStore } from "../../store/store.ts";
import type { TokenRecord } from "../../store/token-record.ts";
import type { ChanceBars } from "../chance-bars.ts";
import type { Possession } from "../possession.ts";
import type { AccessQuestion } from "../question.ts";
import { renewalOf } from "../renewal-of.ts";
import { constraintsOf, type VerifiedToken } from "../verified-token.ts";
import type { Verification } from "../verify-token.ts";
import type { ProvenToken, ProveText, VouchingKeys } from "./proven-token.ts";
import { recordOfClaims, wholeSeconds } from "./record-of-claims.ts";
import { resolveGrants } from "./resolve-grants.ts";
import { signedTokenId } from "./token-identity.ts";
import { createVerdictCache } from "./verdict-cache.ts";
import { beyondCaps } from "./within-caps.ts";

/** Among a key's audiences: whom its tokens are meant for is not judged. */
export const ANY_AUDIENCE = "*";

export interface SignedTokenDependencies {
  readonly store: Pick<RecordStore, "token">;
  readonly crypto: CryptoProvider;
  readonly registry: Pick<Registry, "resolve">;
  readonly keys: VouchingKeys;
  readonly prove: ProveText;
  /** Looks for newer keys, seldom; true when some came, so that it is worth asking again. */
  readonly refreshKeys: (organization: string, application: string | undefined) => Promise<boolean>;
  /** What a token's audience may call this server, for keys that name no audience. */
  readonly audiencesOf: (organization: string) => readonly string[];
  /** Checks a DPoP proof for this token; undefined: none that holds. */
  readonly provePossession: Possession["prove"];
  /** What was refused by chance. */
  readonly bars: Pick<ChanceBars, "isBarred">;
}

/** A text that a key of the organization vouches for, and its record: the stored one, or the one that it would get. */
export interface IdentifiedToken {
  readonly proven: ProvenToken;
  readonly id: string;
  readonly stored: TokenRecord | undefined;
  readonly draft: TokenRecord;
}

export interface SignedTokens {
  /** Step 3 of the flow for what carries its claims. Never throws for what a text can hold. */
  verify(question: AccessQuestion, text: Secret): Promise<Verification>;
  /** Which token a text is, for those who list and revoke; a text that no key vouches for is none. */
  identify(organization: string, text: Secret, nowSeconds: number): Promise<IdentifiedToken | undefined>;
}

export function createSignedTokens(dependencies: SignedTokenDependencies): SignedTokens {
  const { crypto, keys, prove } = dependencies;
  const cache = createVerdictCache(crypto);

  function proveText(
    organization: string,
    application: string | undefined,
    text: string,
    nowSeconds: number,
  ) {
    const place = { organization, revision: keys.revision(organization), text };
    const ring = keys.ringOf(organization, application, nowSeconds);
    const known = cache.get(place, nowSeconds);
    // A key may have come to its end by the clock alone, or be another application's.
    if (known && isIn(ring, known)) return known;
    const proven = prove(text, ring);
    if ("refused" in proven) return proven;
    cache.set(place, proven);
    return proven;
  }

  /** Whoever publishes keys at a URL may have begun to sign with the next one. */
  async function proveAnew(...asked: Parameters<typeof proveText>): Promise<ReturnType<typeof proveText>> {
    const [organization, application] = asked;
    const proven = proveText(...asked);
    const isUnknown = "refused" in proven && proven.refused === "key-unknown";
    return isUnknown && (await dependencies.refreshKeys(organization, application))
      ? proveText(...asked)
      : proven;
  }

  async function identified(organization: string, proven: ProvenToken, nowSeconds: number) {
    const { claims, key, signed } = proven;
    const id = signedTokenId(crypto, { organization, keyId: key.id, jti: claims.id, signed });
    const record = await dependencies.store.token(id);
    const stored = record?.organization === organization ? record : undefined;
    return { proven, id, stored, draft: recordOfClaims(id, organization, proven, nowSeconds) };
  }

  return {
    async verify(question, text) {
      const { organization } = question;
      // Without a tenant there is no key to judge it by.
      if (organization === undefined) {
        const opened = openToken(text.expose());
        return { reason: "problem" in opened ? opened.problem : "key-unknown" };
      }
      const nowSeconds = question.atSeconds ?? Math.floor(question.nowMilliseconds / 1000);
      const application = question.locate()?.facts.application ?? question.asked?.split("/", 1)[0];
      const proven = await proveAnew(organization, application, text.expose(), nowSeconds);
      if ("refused" in proven) return { reason: proven.refused, detail: detailOf(proven) };
      // A question about another time uses nothing.
      if (question.atSeconds === undefined) keys.noteUsed(proven.key.id, nowSeconds);
      const facts = keys.keyById(organization, proven.key.id);
      if (!facts) return { reason: "key-unknown" };
      const stream = question.locate()?.facts.stream;
      const use = { action: question.action, stream, claims: proven.claims, nowSeconds };
      const beyond = beyondCaps(facts.caps, use);
      if (beyond !== undefined) return { reason: "beyond-key-limits", detail: beyond };
      const token = await identified(organization, proven, nowSeconds);
      return { token: verified(dependencies, question, text, token) };
    },
    async identify(organization, text, nowSeconds) {
      const applications = new Set(keys.of(organization).map(({ application }) => application));
      for (const application of [undefined, ...applications]) {
        const proven = proveText(organization, application, text.expose(), nowSeconds);
        if (!("refused" in proven)) return identified(organization, proven, nowSeconds);
      }
      return undefined;
    },
  };
}

function detailOf({ claim, detail }: Refused): string {
  return claim === undefined ? detail : `${claim}: ${detail}`;
}

function isIn(ring: KeyRing, { kid, key }: ProvenToken): boolean {
  const found = [...ring.select(kid), ...(ring.selectEncryption?.(kid) ?? [])];
  return found.some(({ id, material }) => id === key.id && material === key.material);
}

function verified(
  dependencies: SignedTokenDependencies,
  question: AccessQuestion,
  text: Secret,
  { proven, stored, draft }: IdentifiedToken,
): VerifiedToken {
  const { claims, key } = proven;
  const record = narrowedByText(stored ?? draft, claims);
  const nowSeconds = question.atSeconds ?? Math.floor(question.nowMilliseconds / 1000);
  const ends = [record.expiresAtSeconds, claims.expiresAtSeconds].filter(end => end !== undefined);
  const needsProof = claims.limits.some(({ name }) => name === "cnf");
  return {
    ...record,
    expiresAtSeconds: wholeSeconds(ends.length === 0 ? undefined : Math.min(...ends)),
    disconnectAtExpiry: record.disconnectAtExpiry || claims.disconnectAtExpiry,
    constraints: constraintsOfSigned(dependencies, question, proven, record),
    text,
    proven: claims,
    expected: {
      issuers: key.issuer === undefined ? undefined : [key.issuer],
      audiences: audiencesFor(dependencies, record.organization, proven),
      proof: needsProof ? dependencies.provePossession(question, text, claims) : undefined,
      isBarred: id => dependencies.bars.isBarred(key.id, id, nowSeconds),
    },
    renewal: renewalOf(claims, {
      longestTtlSeconds: dependencies.keys.keyById(record.organization, key.id)?.caps.longestTtlSeconds,
      expiresAtSeconds: record.expiresAtSeconds,
      nowSeconds,
    }),
    enrol: stored ? undefined : draft,
  };
}

/** The audiences of its key, one of which it must name then; else it may name none, or this server. Undefined: any. */
function audiencesFor(
  { keys, audiencesOf }: SignedTokenDependencies,
  organization: string,
  { claims, key }: ProvenToken,
): readonly string[] | undefined {
  const configured = keys.keyById(organization, key.id)?.audiences ?? [];
  if (configured.includes(ANY_AUDIENCE)) return undefined;
  if (configured.length > 0) return configured;
  const names = claims.limits.some(limit => limit.name === "aud" && limit.toJson() !== null);
  return names ? audiencesOf(organization) : undefined;
}

/** A record may allow fewer sessions than the text, and never more: the text is what its key has vouched for. */
function narrowedByText(record: TokenRecord, { maxUses, maxSessions }: ProvenToken["claims"]): TokenRecord {
  return {
    ...record,
    maxUses: smaller(record.maxUses, maxUses),
    maxSessions: smaller(record.maxSessions, maxSessions),
  };
}

function smaller(left: number | undefined, right: number | undefined): number | undefined {
  return left === undefined || right === undefined ? (left ?? right) : Math.min(left, right);
}

/** What its text says, and what its record says since; both must hold. */
function constraintsOfSigned(
  { registry, keys }: SignedTokenDependencies,
  question: AccessQuestion,
  { claims, key }: ProvenToken,
  record: TokenRecord,
): readonly Constraint[] {
  const application = keys.keyById(record.organization, key.id)?.application;
  const scope = {
    application,
    registry,
    organization: record.organization,
    stream: question.locate()?.facts.stream,
  };
  const ofText: Constraint[] = [
    { kind: "grant", grants: resolveGrants(scope, claims.grants) },
    ...claims.limits.filter(({ isLimit }) => isLimit).map(claim => ({ kind: "claim" as const, claim })),
  ];
  if (claims.ip) ofText.push({ kind: "ip", networks: claims.ip });
  if (claims.domains) {
    ofText.push({ kind: "domain", patterns: claims.domains.flatMap(host => normaliseDomain(host) ?? []) });
  }
  if (record.issuedBy !== undefined) return [...ofText, ...constraintsOf(record)];
  // Made elsewhere: the record repeats the text, until an operator changes it.
  return [...ofText, ...limitConstraints(record), ...countedConstraints(record)];
}
