import type { ParsedClaim } from "../../cat/claim.ts";
import type { Grant, UriRenewal } from "../../formats/format.ts";
import type { Refused } from "../../formats/judgement.ts";
import type { JsonObject } from "../strict-json.ts";

export type ClaimMapId = "sluice" | "nanostream" | "antmedia" | "mediamtx" | "rfc9246";

/** One claim in words, for the claims page. */
export interface ClaimDescription {
  readonly name: string;
  /** As in JSON: `text`, `list of texts`, `seconds`, `boolean` … */
  readonly type: string;
  readonly meaning: string;
}

/** What a map reads of the claims that are its own; what is undefined is not limited. */
export interface MappedClaims {
  readonly grants: readonly Grant[];
  readonly user?: string | undefined;
  readonly tag?: string | undefined;
  readonly domains?: readonly string[] | undefined;
  readonly ip?: readonly string[] | undefined;
  readonly maxUses?: number | undefined;
  readonly maxSessions?: number | undefined;
  readonly disconnectAtExpiry: boolean;
  /** Judged after the registered claims. */
  readonly limits?: readonly ParsedClaim[] | undefined;
  readonly renewal?: UriRenewal | undefined;
}

/** What is to be written into a JWT. Times are Unix seconds. */
export interface ClaimsToWrite {
  readonly issuer?: string | undefined;
  readonly subject?: string | undefined;
  readonly audiences?: readonly string[] | undefined;
  readonly id?: string | undefined;
  readonly issuedAtSeconds?: number | undefined;
  readonly notBeforeSeconds?: number | undefined;
  readonly expiresAtSeconds?: number | undefined;
  readonly grants: readonly Grant[];
  readonly user?: string | undefined;
  readonly tag?: string | undefined;
  readonly domains?: readonly string[] | undefined;
  readonly ip?: readonly string[] | undefined;
  readonly maxUses?: number | undefined;
  readonly maxSessions?: number | undefined;
  readonly disconnectAtExpiry?: boolean | undefined;
  /** `regex:…` or `hash:sha-256;…` (RFC 9246 section 2.1.15). */
  readonly uriContainer?: string | undefined;
  readonly renewal?: UriRenewal | undefined;
  /** Claims of the map's own that limit nothing, as the issuer has them; undefined: none. */
  readonly claims?: JsonObject | undefined;
}

/** One vocabulary of claims. To add one: its file, and one line in claim-maps/index.ts. Pure. */
export interface ClaimMap {
  readonly id: ClaimMapId;
  /** One sentence for the claims page. */
  readonly summary: string;
  /** Where it is written down. */
  readonly source: string;
  /** Its own claims, besides the registered ones (`iss`, `sub`, `aud`, `exp`, `nbf`, `iat`, `jti`). */
  readonly claims: readonly ClaimDescription[];
  /** Whom `sub` names where it is not the viewer; undefined: the viewer, or nobody. */
  readonly subject?: "organization" | undefined;
  /** True when the claims that only this map has are there. */
  recognises(claims: JsonObject): boolean;
  read(claims: JsonObject): MappedClaims | Refused;
  /** The claims, or why this vocabulary has no words for them: nothing is ever left out in silence. */
  write(wanted: ClaimsToWrite): JsonObject | Refused;
}
