import type { Action, DenyReason, DoorName, TokenKind, TokenStatus } from "@sluice/policy";

/** What every list takes. */
interface ListQuery {
  readonly organization: string;
  /** Only what belongs to these applications and to nothing else; undefined: all of the organization. */
  readonly within?: readonly string[] | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Tokens. Times are Unix seconds of issue: `since` itself is in, `until` itself is not. */
export interface TokenQuery extends ListQuery {
  readonly user?: string | undefined;
  readonly tag?: string | undefined;
  /** Tokens that name this stream. */
  readonly stream?: string | undefined;
  /** Tokens whose target is this group. */
  readonly group?: string | undefined;
  /** Tokens that name a stream of this application. */
  readonly application?: string | undefined;
  readonly kind?: TokenKind | undefined;
  readonly action?: Action | undefined;
  /** What the token is at this second. */
  readonly status?: { readonly is: TokenStatus; readonly atSeconds: number } | undefined;
  /** Id of the key that issued it. */
  readonly issuedBy?: string | undefined;
  readonly jti?: string | undefined;
  /** Tokens that were delegated from this one, and not by way of another. */
  readonly parent?: string | undefined;
  readonly since?: number | undefined;
  readonly until?: number | undefined;
}

/** Sessions. */
export interface SessionQuery extends ListQuery {
  readonly token?: string | undefined;
  readonly user?: string | undefined;
  readonly tag?: string | undefined;
  readonly stream?: string | undefined;
  readonly group?: string | undefined;
  readonly application?: string | undefined;
  /** The address at the start, in its one written form. */
  readonly address?: string | undefined;
  readonly door?: DoorName | undefined;
  /** Name of the media server whose connection carries it. */
  readonly server?: string | undefined;
  /** True: running now. False: ended. Undefined: both. */
  readonly live?: boolean | undefined;
  /** Unix seconds: begun then or later. */
  readonly since?: number | undefined;
}

/** Revocation rules, undone ones included. */
export type RevocationQuery = ListQuery;

/** Decisions. Times are Unix seconds: `since` itself is in, `until` itself is not. */
export interface DecisionQuery extends ListQuery {
  /** Also decisions about requests that named no application of any organization. */
  readonly withUnowned?: boolean | undefined;
  readonly user?: string | undefined;
  readonly stream?: string | undefined;
  readonly ip?: string | undefined;
  readonly reason?: DenyReason | undefined;
  readonly allowed?: boolean | undefined;
  readonly token?: string | undefined;
  readonly session?: string | undefined;
  readonly since?: number | undefined;
  readonly until?: number | undefined;
}
