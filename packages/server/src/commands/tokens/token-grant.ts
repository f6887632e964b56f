import type { Action, Target, TokenKind } from "@sluice/policy";
import type { Algorithm, Json } from "@sluice/token";
import type { LimitWords } from "../../declarations/limits/limit-schemas.ts";

/** How far a token may be handed on: who has it may make tokens below it, which it limits. */
export interface DelegationGrant {
  /** 1 to 4: with 1 its children have none of their own. */
  readonly depth: number;
  /** Tokens below it at the same time, those of its children counted. */
  readonly max_children?: number | undefined;
}

/**
 * How the text of an opaque token is written: `sluice`, its public id and a secret; `uuid`, a UUID of version 4 and nothing
 * else, for clients of TPStreams.
 */
export type OpaqueForm = "sluice" | "uuid";

/** What an issuer asks for. Types are checked by the door; what they mean is checked here. */
export interface TokenGrant extends LimitWords {
  readonly kind: TokenKind;
  readonly action: Action;
  readonly target: Target;
  /** Unix seconds. */
  readonly not_before?: number | undefined;
  /** Unix seconds; null: for ever. */
  readonly expires_at?: number | null | undefined;
  /** Seconds from now; null: for ever. */
  readonly ttl_seconds?: number | null | undefined;
  readonly ip?: readonly string[] | undefined;
  readonly domains?: readonly string[] | undefined;
  readonly user?: string | undefined;
  readonly tag?: string | undefined;
  readonly annotations?: readonly unknown[] | undefined;
  readonly disconnect_at_expiry?: boolean | undefined;
  readonly delegation?: DelegationGrant | undefined;
  /** `jwt`: the claim map. `cat`: the label profile. */
  readonly profile?: string | undefined;
  /** Id or kid of the token key that signs. */
  readonly key?: string | undefined;
  /** `jwt` with a profile, where no key is named: what its key signs with. Only another system's door fills it in. */
  readonly algorithm?: Algorithm | undefined;
  /**
   * Of the kinds access and one-time. No field of API v1: a UUID cannot be told from other systems' names, so that no log and
   * no rule could take it out, and only clients that know no other form are given one. Default: `sluice`.
   */
  readonly form?: OpaqueForm | undefined;
  /** Of an embed code, a `jwt`: until then its text is good (Unix seconds); `expires_at` is the end of its renewals. No door fills it in. */
  readonly embed_until?: number | undefined;
  /** `cat`: more claims, in their JSON form. `jwt`: those of its claim map that limit nothing. */
  readonly claims?: Readonly<Record<string, unknown>> | undefined;
  /**
   * `cat`, in place of `claims`: all that its text says, in the JSON form of claims, but for `exp` and `nbf`, which the
   * grant has. What is missing is not written; a `cti` always is. Only another system's door fills it in.
   */
  readonly written?: WrittenClaims | undefined;
}

/** The claims of a text that another system's call spells out. */
export type WrittenClaims = Readonly<Record<string, Json>> & {
  readonly iss?: string;
  /** In the JSON form of the claim. No other token of the key has it. */
  readonly cti?: string;
};

/** The same of limits: what is left out stays, null takes a limit away. */
export type LimitChange = { readonly [K in keyof LimitWords]?: LimitWords[K] | null | undefined };

/** What is to change of a token: what is left out stays, null takes a limit away. */
export interface TokenChange extends LimitChange {
  readonly not_before?: number | null | undefined;
  readonly expires_at?: number | null | undefined;
  readonly ttl_seconds?: number | null | undefined;
  readonly ip?: readonly string[] | null | undefined;
  readonly domains?: readonly string[] | null | undefined;
  readonly tag?: string | null | undefined;
  readonly annotations?: readonly unknown[] | undefined;
  readonly disconnect_at_expiry?: boolean | undefined;
  readonly delegation?: DelegationGrant | null | undefined;
}
