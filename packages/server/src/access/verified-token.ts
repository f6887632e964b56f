import {
  type Constraint,
  countedConstraints,
  type FurtherLimits,
  limitConstraints,
  type SessionRenewal,
} from "@sluice/policy";
import type { ProvenClaims, RequestContext, Secret } from "@sluice/token";
import type { TokenRecord } from "../store/token-record.ts";

/** A token that the presented one was delegated from, as it is now. */
export interface VerifiedAncestor {
  readonly id: string;
  readonly version: number;
  readonly constraints: readonly Constraint[];
  /** When it ends the sessions that were made with it or below it; undefined: never. */
  readonly endsAtSeconds: number | undefined;
  /** True when a session below it belongs to its holder. */
  readonly isBinding: boolean;
  /** True when it has a quota of minutes or bytes. */
  readonly isMetered: boolean;
}

/** A token that has proven itself: what it may do, as constraints, whatever format it came in. */
export interface VerifiedToken {
  readonly id: string;
  readonly kind: TokenRecord["kind"];
  readonly organization: string;
  readonly user: string | undefined;
  readonly tag: string | undefined;
  readonly annotations: readonly unknown[];
  readonly issuedAtMilliseconds: number;
  /** Id of the API key that asked for it. */
  readonly issuedBy: string | undefined;
  /** Id of the token key that signed it; undefined for opaque tokens. */
  readonly keyId: string | undefined;
  /** The id inside its text; undefined for opaque tokens. */
  readonly jti: string | undefined;
  /** Of its record, when the constraints were made from it; undefined for a token that has none. */
  readonly version: number | undefined;
  readonly expiresAtSeconds: number | undefined;
  readonly disconnectAtExpiry: boolean;
  readonly maxUses: number | undefined;
  /** Sessions that were made with it when it was verified. */
  readonly uses?: number | undefined;
  readonly maxSessions: number | undefined;
  readonly limits?: FurtherLimits | undefined;
  readonly domains: readonly string[];
  readonly constraints: readonly Constraint[];
  /** The tokens it was delegated from, the first one first: their limits hold, too. */
  readonly ancestors?: readonly VerifiedAncestor[] | undefined;
  /** Of a signed token: the text that proved itself. */
  readonly text?: Secret | undefined;
  /** Of a signed token: what its key vouches for. */
  readonly proven?: ProvenClaims | undefined;
  /** Of a signed token: whom its key believes, and the names that this server answers to. */
  readonly expected?: Pick<RequestContext, "issuers" | "audiences" | "proof" | "isBarred"> | undefined;
  /** Of a signed token that asks for it: how a session goes on beyond its end. */
  readonly renewal?: SessionRenewal | undefined;
  /** Of a signed token without a record: what is written with its first session. */
  readonly enrol?: TokenRecord | undefined;
}

/** The constraints of a stored token, in the order in which they are judged: pure ones first, the use last. */
export function constraintsOf(token: TokenRecord): readonly Constraint[] {
  return [
    { kind: "action", allow: [token.action] },
    { kind: "target", target: token.target },
    ...limitConstraints(token),
    ...countedConstraints(token),
  ];
}

/** A stored token as the flow sees it. */
export function verifiedFrom(token: TokenRecord): VerifiedToken {
  return { ...token, constraints: constraintsOf(token) };
}
