import { type Constraint, tokenIdOf } from "@sluice/policy";
import type { CatReadings, ParsedClaim } from "@sluice/token";
import type { LiveSession } from "../sessions/live-session.ts";
import type { RecordStore } from "../store/store.ts";
import type { TokenRecord } from "../store/token-record.ts";
import { readAncestors } from "./ancestors.ts";
import { type LaterClaims, laterClaimsOf } from "./later-claims.ts";
import { noSessionLimits, type SessionLimits, sessionLimits } from "./session-limits.ts";
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
  /** The limits that hold for every request, as they were read last; undefined: not yet, or something has changed since. */
  knownLimits(
    session: LiveSession,
    by: LimitedBy & { readonly resource: "manifest" | "media" },
  ): SessionLimits | undefined;
  /** Reads them. */
  limitsOf(session: LiveSession, by: LimitedBy): Promise<SessionLimits | undefined>;
}

/** A request under a session, as far as limits look at it: the limits of its stream. */
export interface LimitedBy {
  readonly limits?: readonly Constraint[] | undefined;
}

/** The records are asked for each manifest, because an operator may change them; their texts never change and are read once. */
export function createSessionClaims({ store, readingsOf }: SessionClaimsDependencies): SessionClaims {
  const known = new WeakMap<LiveSession, readonly LaterClaims[]>();
  const limited = new WeakMap<LiveSession, KnownLimits>();

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
      const limits = family.flatMap(constraintsOf);
      const claims = joined(read(session, family).map(({ ofManifest }) => ofManifest));
      return claims && [...limits, ...claims.map(claim => ({ kind: "claim" as const, claim }))];
    },
    async uriClaimsOf(session) {
      if (tokenIdOf(session.record) === undefined) return [];
      const family = known.has(session) ? [] : await familyOf(session);
      return family && joined(read(session, family).map(({ ofUrl }) => ofUrl));
    },
    knownLimits(session, { limits, resource }) {
      const last = limited.get(session);
      // Manifests read them anew, because an operator may have changed them or those of a token above.
      if (resource === "manifest" || last?.record !== session.record || last.ofStream !== limits)
        return undefined;
      return last.limits;
    },
    async limitsOf(session, { limits: ofStream }) {
      const { record } = session;
      const family = tokenIdOf(record) === undefined ? [] : await familyOf(session);
      if (!family) return undefined;
      const limits =
        family.length === 0 && !ofStream ? noSessionLimits : sessionLimits(record, family, ofStream);
      limited.set(session, { record, ofStream, limits });
      return limits;
    },
  };
}

/** Limits as they were read, and what they were read for. */
interface KnownLimits {
  readonly record: LiveSession["record"];
  readonly ofStream: readonly Constraint[] | undefined;
  readonly limits: SessionLimits;
}

/** All of them; undefined when some cannot be read. */
function joined(parts: readonly (readonly ParsedClaim[] | undefined)[]): readonly ParsedClaim[] | undefined {
  return parts.includes(undefined) ? undefined : parts.flatMap(part => part ?? []);
}
