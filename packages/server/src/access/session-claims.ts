import { type Constraint, tokenIdOf } from "@sluice/policy";
import type { CatReadings, ParsedClaim } from "@sluice/token";
import type { LiveSession } from "../sessions/live-session.ts";
import type { RecordStore } from "../store/store.ts";
import type { TokenRecord } from "../store/token-record.ts";
import { readAncestors } from "./ancestors.ts";
import { type LaterClaims, laterClaimsOf } from "./later-claims.ts";
import { constraintsOf } from "./verified-token.ts";

export interface SessionClaimsDependencies {
  readonly store: Pick<RecordStore, "token">;
  /** How the tokens of a key are read. */
  readonly readingsOf: (keyId: string) => CatReadings | undefined;
}

/** What a session's token, and those it was delegated from, say after the entry. Undefined: one is gone, or cannot be read. */
export interface SessionClaims {
  /** What manifests are judged by, as far as the kind of each says so. */
  constraintsOf(session: LiveSession): Promise<readonly Constraint[] | undefined>;
  /** What a URL outside the entry's folder must match, all of it; none: any URL will do. */
  uriClaimsOf(session: LiveSession): Promise<readonly ParsedClaim[] | undefined>;
}

/** The records are asked for each manifest, because an operator may change them; their texts never change and are read once. */
export function createSessionClaims({ store, readingsOf }: SessionClaimsDependencies): SessionClaims {
  const known = new WeakMap<LiveSession, readonly LaterClaims[]>();

  async function familyOf(session: LiveSession): Promise<readonly TokenRecord[] | undefined> {
    const token = await store.token(session.record.tokenId);
    const ancestors = token && (await readAncestors(store, token));
    return ancestors && [token, ...ancestors];
  }

  function read(session: LiveSession, family: readonly TokenRecord[]): readonly LaterClaims[] {
    const claims =
      known.get(session) ??
      family.map(token =>
        laterClaimsOf(token.claims, token.keyId === undefined ? undefined : readingsOf(token.keyId)),
      );
    known.set(session, claims);
    return claims;
  }

  return {
    async constraintsOf(session) {
      if (tokenIdOf(session.record) === undefined) return [];
      const family = await familyOf(session);
      if (!family) return undefined;
      const limits = family.filter(({ ip }) => ip.length > 0).flatMap(constraintsOf);
      const claims = joined(read(session, family).map(({ ofManifest }) => ofManifest));
      return claims && [...limits, ...claims.map(claim => ({ kind: "claim" as const, claim }))];
    },
    async uriClaimsOf(session) {
      if (tokenIdOf(session.record) === undefined) return [];
      const family = known.has(session) ? [] : await familyOf(session);
      return family && joined(read(session, family).map(({ ofUrl }) => ofUrl));
    },
  };
}

/** All of them; undefined when some cannot be read. */
function joined(parts: readonly (readonly ParsedClaim[] | undefined)[]): readonly ParsedClaim[] | undefined {
  return parts.includes(undefined) ? undefined : parts.flatMap(part => part ?? []);
}
