import {
  CatNotIssued,
  type CryptoProvider,
  encodeBase64url,
  issueCat,
  issueJwt,
  type Json,
  JwtNotIssued,
  MAX_TOKEN_LENGTH,
  Secret,
  type SyncSignatures,
} from "@sluice/token";
import { embedTokenId } from "../../../access/embed-token.ts";
import { ANY_AUDIENCE } from "../../../access/signed/signed-tokens.ts";
import { signedTokenId } from "../../../access/signed/token-identity.ts";
import type { KeyDirectory } from "../../../keys/key-directory.ts";
import type { LivingKey } from "../../../keys/living-key.ts";
import type { PublicUrls } from "../../../lib/public-urls.ts";
import type { StoredClaim, TokenRecord } from "../../../store/token-record.ts";
import type { Actor } from "../../actor.ts";
import { invalidFields, type Outcome, refuse } from "../../command-problem.ts";
import type { DraftedToken } from "../drafted-token.ts";
import type { TokenGrant } from "../token-grant.ts";
import { beyondText } from "./beyond-text.ts";
import { catClaims } from "./cat-claims.ts";
import { jwtClaims } from "./jwt-claims.ts";
import { findSigningKey } from "./signing-key.ts";
import { uriPattern } from "./uri-pattern.ts";

const ID_BYTES = 16;
const DEFAULT_CLAIM_MAP = "sluice";
/** Claims that repeat what stands elsewhere in the record, or are about a person. */
const NOT_SHOWN: ReadonlySet<string> = new Set(["sub", "user"]);

export interface SigningDependencies {
  readonly crypto: CryptoProvider;
  readonly tokenKeys: Pick<KeyDirectory, "signingKey" | "of">;
  readonly signatures: SyncSignatures;
  readonly urls: PublicUrls;
}

/** The issuer that tokens of an organization name, where their key has no issuer of its own. */
export function issuerOf(urls: PublicUrls, organization: string): string {
  return urls.to(`/o/${organization}`);
}

/** Signs a token that is drafted but for its text: `record` has every limit in its one written form. */
export function draftSignedToken(
  dependencies: SigningDependencies,
  actor: Actor,
  grant: TokenGrant & { readonly kind: "jwt" | "cat" },
  record: TokenRecord,
): Outcome<DraftedToken> {
  const { crypto, tokenKeys } = dependencies;
  const { organization, action, target, expiresAtSeconds } = record;
  const beyond = beyondText(actor, grant);
  if (beyond) return beyond;
  const nowSeconds = Math.floor(record.issuedAtMilliseconds / 1000);
  const order = {
    organization,
    format: grant.kind,
    key: grant.key,
    signed:
      grant.algorithm && grant.profile ? { algorithm: grant.algorithm, profile: grant.profile } : undefined,
    action,
    target,
    expiresAtSeconds,
    nowSeconds,
  };
  const found = findSigningKey(tokenKeys, actor, order);
  if ("problem" in found) return found;
  const key = found.done;
  const random = grant.written?.cti ?? encodeBase64url(crypto.randomBytes(ID_BYTES));
  const jti = grant.embed_until === undefined ? random : embedTokenId(random);
  const id = signedTokenId(crypto, { organization, keyId: key.id, jti, signed: "" });
  const named = { ...record, id, jti, keyId: key.id, profile: profileOf(grant, key) };
  return grant.kind === "jwt"
    ? signJwt(
        dependencies,
        named,
        { jti, endsAtSeconds: grant.embed_until ?? expiresAtSeconds, claims: grant.claims },
        key,
      )
    : signCat(dependencies, { grant, record: named, cti: jti, key });
}

function profileOf({ kind, profile }: TokenGrant, { record }: LivingKey): string | undefined {
  return kind === "jwt" ? (profile ?? record.claimMap ?? DEFAULT_CLAIM_MAP) : record.labelProfile;
}

/** What a JWT's text says that its record does not. */
interface JwtText {
  readonly jti: string;
  readonly endsAtSeconds: number | undefined;
  /** More claims, as the issuer has them; undefined: none. */
  readonly claims: TokenGrant["claims"];
}

function signJwt(
  { signatures, urls }: SigningDependencies,
  record: TokenRecord,
  { jti, endsAtSeconds, claims: more = {} }: JwtText,
  key: LivingKey,
): Outcome<DraftedToken> {
  if (key.record.claimMap !== undefined && key.record.claimMap !== record.profile) {
    return invalidFields([{ field: "profile", message: `this key signs ${key.record.claimMap} only` }]);
  }
  const audience = key.record.audiences.find(name => name !== ANY_AUDIENCE);
  const claims = jwtClaims({
    record: { ...record, expiresAtSeconds: endsAtSeconds },
    jti,
    issuer: key.issuer ?? issuerOf(urls, record.organization),
    application: key.record.application,
    audiences: audience === undefined ? undefined : [audience],
    uriPattern: uriPattern(urls, record.target),
    claims: more,
  });
  if ("problem" in claims) return claims;
  const material = key.signing();
  if (!material) return refuse("state-conflict", "only the public half of this key is known here");
  return signed(record, claims.done, () =>
    issueJwt({ claims: claims.done, key: { algorithm: key.algorithm, material }, kid: key.kid, signatures }),
  );
}

function signCat(
  { signatures, urls }: SigningDependencies,
  {
    grant,
    record,
    cti,
    key,
  }: {
    readonly grant: TokenGrant;
    readonly record: TokenRecord;
    readonly cti: string;
    readonly key: LivingKey;
  },
): Outcome<DraftedToken> {
  // Its text would say so to everybody who reads it without its record.
  if (record.action !== "play")
    return invalidFields([{ field: "action", message: "a CAT plays, and publishes nothing" }]);
  if (grant.profile !== undefined && grant.profile !== key.record.labelProfile) {
    return invalidFields([
      { field: "profile", message: "the key does not read this label profile: PATCH its label_profile" },
    ]);
  }
  const issuer = key.issuer ?? issuerOf(urls, record.organization);
  const { claims: more = {}, written } = grant;
  const claims = catClaims({ record, cti, issuer, requiredIssuer: key.issuer, urls, claims: more, written });
  if ("problem" in claims) return claims;
  const material = key.signing();
  if (!material) return refuse("state-conflict", "only the public half of this key is known here");
  return signed(record, claims.done, () =>
    issueCat(
      {
        claims: claims.done,
        key: { algorithm: key.algorithm, material, kid: key.kid },
        labels: key.readings?.labels,
      },
      signatures,
    ),
  );
}

/** Issues the text; what the issuer's own words make impossible is a problem of the grant, not a fault. */
function signed(
  record: TokenRecord,
  claims: Readonly<Record<string, Json>>,
  issue: () => string,
): Outcome<DraftedToken> {
  let text: string;
  try {
    text = issue();
  } catch (error) {
    if (!(error instanceof CatNotIssued || error instanceof JwtNotIssued)) throw error;
    return invalidFields([{ field: "claims", message: error.message }]);
  }
  if (text.length > MAX_TOKEN_LENGTH) {
    return invalidFields([
      { field: "claims", message: `make a token longer than ${MAX_TOKEN_LENGTH} characters` },
    ]);
  }
  const shown: readonly StoredClaim[] = Object.entries(claims).filter(([name]) => !NOT_SHOWN.has(name));
  return { done: { record: { ...record, claims: shown }, text: new Secret(text) } };
}
