import { type Constraint, tokenIdOf } from "@sluice/policy";
import { type CatReadings, claimFromStored, type ParsedClaim } from "@sluice/token";
import type { LiveSession } from "../sessions/live-session.ts";
import type { RecordStore } from "../store/store.ts";
import type { TokenRecord } from "../store/token-record.ts";
import { readAncestors } from "./ancestors.ts";
import { constraintsOf } from "./verified-token.ts";

/** Claims that limit the URLs of a session (CTA-5007-B 4.6.10, RFC 9246 section 2.1.15). */
const URI_CLAIMS: ReadonlySet<string> = new Set(["catu", "cdniuc"]);
/** Claims that are judged again with every manifest; one that cannot be read any more lets nothing pass. */
const MANIFEST_CLAIMS: ReadonlySet<string> = new Set([
  "catnip",
  "catgeoiso3166",
  "catgeocoord",
  "catgeoalt",
  "geohash",
  "cdniip",
]);

export interface SessionClaimsDependencies {
  readonly store: Pick<RecordStore, "token">;
  /** How the tokens of a key are read. */
  readonly readingsOf: (keyId: string) => CatReadings | undefined;
}

/** What a session's token says after the entry. Undefined: the token is gone, or cannot be read any more. */
export interface SessionClaims {
  /** What manifests are judged by, as far as the kind of each says so. */
  constraintsOf(session: LiveSession): Promise<readonly Constraint[] | undefined>;
  /** What a URL outside the entry's folder must match, all of it; none: any URL will do. */
  uriClaimsOf(session: LiveSession): Promise<readonly ParsedClaim[] | undefined>;
}

/** The record is asked for each manifest, because an operator may change it; its text never changes and is read once. */
export function createSessionClaims({ store, readingsOf }: SessionClaimsDependencies): SessionClaims {
  const known = new WeakMap<LiveSession, readonly ParsedClaim[]>();
  const read = (session: LiveSession, token: TokenRecord): readonly ParsedClaim[] | undefined => {
    const claims = known.get(session) ?? claimsOf(token, token.keyId && readingsOf(token.keyId));
    if (claims) known.set(session, claims);
    return claims;
  };
  return {
    async constraintsOf(session) {
      const id = tokenIdOf(session.record);
      if (id === undefined) return [];
      const token = await store.token(id);
      const claims = token && read(session, token);
      if (!claims) return undefined;
      const ofRecord = token.ip.length === 0 ? [] : constraintsOf(token);
      const ofAncestors = await limitsAbove(store, token);
      return (
        ofAncestors && [
          ...ofRecord,
          ...ofAncestors,
          ...claims.map(claim => ({ kind: "claim" as const, claim })),
        ]
      );
    },
    async uriClaimsOf(session) {
      if (session.record.keyId === undefined) return [];
      let claims = known.get(session);
      if (!claims) {
        const token = await store.token(session.record.tokenId);
        claims = token && read(session, token);
      }
      return claims?.filter(({ name }) => URI_CLAIMS.has(name));
    },
  };
}

/** What the tokens say of addresses that the session's was delegated from; undefined when one is gone. */
async function limitsAbove(
  store: Pick<RecordStore, "token">,
  token: TokenRecord,
): Promise<readonly Constraint[] | undefined> {
  const ancestors = await readAncestors(store, token);
  return ancestors?.filter(({ ip }) => ip.length > 0).flatMap(constraintsOf);
}

function claimsOf(
  { claims }: TokenRecord,
  readings: CatReadings | "" | undefined,
): readonly ParsedClaim[] | undefined {
  const wanted = claims.filter(([name]) => URI_CLAIMS.has(name) || MANIFEST_CLAIMS.has(name));
  const found = wanted.flatMap(([name, json]) => claimFromStored(name, json, readings || undefined) ?? []);
  return found.length === wanted.length ? found : undefined;
}
