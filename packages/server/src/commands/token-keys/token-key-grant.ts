import type { Action } from "@sluice/policy";
import type { Algorithm, Jwk } from "@sluice/token";
import type { TokenKeyValueEncoding } from "../../store/token-keys.ts";

/** What a key may vouch for at most; null and left out: any. */
export interface CapsGrant {
  readonly longest_ttl_seconds?: number | null | undefined;
  readonly streams?: readonly string[] | null | undefined;
  readonly actions?: readonly Action[] | null | undefined;
  readonly applications?: readonly string[] | null | undefined;
}

/** Readings of a key's CATs that are wider than the standard. */
export interface ReadingsGrant {
  readonly ignored_claims?: readonly (number | string)[] | undefined;
  readonly dotless_extension?: boolean | undefined;
  readonly cnf_member_3?: boolean | undefined;
  readonly hex_payload?: boolean | undefined;
  readonly tagged_maps?: boolean | undefined;
  readonly standard_base64?: boolean | undefined;
  readonly audience_optional?: boolean | undefined;
  readonly untagged_cose?: boolean | undefined;
  readonly moqt?: boolean | undefined;
  readonly require_algorithm?: boolean | undefined;
}

/** A change of a key; what is left out stays, null takes away. */
export interface TokenKeyPatch {
  readonly name?: string | undefined;
  readonly state?: "pending" | "active" | "verify-only" | "retired" | undefined;
  /** Unix seconds. */
  readonly activates_at?: number | null | undefined;
  readonly verify_only_at?: number | null | undefined;
  readonly retires_at?: number | null | undefined;
  readonly default?: boolean | undefined;
  readonly issuer?: string | null | undefined;
  readonly audiences?: readonly string[] | undefined;
  readonly claim_map?: string | null | undefined;
  readonly label_profile?: string | null | undefined;
  readonly readings?: ReadingsGrant | null | undefined;
  readonly caps?: CapsGrant | undefined;
}

/** A JWK as it was sent. */
export type GivenJwk = { readonly kty: string } & { readonly [K in keyof Jwk]?: Jwk[K] | undefined };

/** A key that was made elsewhere: its public half, or a secret that both sides know. */
export type TokenKeyImport =
  | { readonly jwk: GivenJwk }
  | { readonly pem: string }
  | { readonly secret: string; readonly encoding: "text" | "base64url" | "hex" };

/** A new key: made here, handed over with `import`, or read from `jwks_url`. */
export interface TokenKeyGrant extends TokenKeyPatch {
  readonly name: string;
  readonly kid?: string | undefined;
  readonly algorithm?: Algorithm | undefined;
  readonly application?: string | null | undefined;
  readonly import?: TokenKeyImport | undefined;
  readonly jwks_url?: string | undefined;
  readonly allow_private?: boolean | undefined;
  /** Of a secret that is made here. Default: base64url. */
  readonly value_encoding?: TokenKeyValueEncoding | undefined;
}
