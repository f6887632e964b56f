export {
  type Address,
  containsAddress,
  type Network,
  parseAddress,
  parseNetwork,
  prefixOf,
} from "./address/network.ts";
export { randomBase62 } from "./bytes/base62.ts";
export { decodeBase64url, encodeBase64url } from "./bytes/base64url.ts";
export type { CatClaims } from "./cat/cat-claims.ts";
export { catif } from "./cat/catif.ts";
export { catr, type Renewal } from "./cat/catr.ts";
export type { Json, ParsedClaim } from "./cat/claim.ts";
export { type ClaimProblem, isClaimProblem } from "./cat/claim-problem.ts";
export { claims, claimsFromJson, claimsToJson, parseClaims } from "./cat/claims.ts";
export { CatNotIssued, type CatToIssue, type EncryptedClaims, type IssuingKey } from "./cat/issue.ts";
export { issueCatAsync } from "./cat/issue-async.ts";
export { issueCat } from "./cat/issue-sync.ts";
export { labelProfiles } from "./cat/label-profiles.ts";
export { claimValue } from "./cat/parsed-claim.ts";
export type { CatReadings, LabelProfile } from "./cat/readings.ts";
export { issueCarried, reissueCat } from "./cat/reissue.ts";
export {
  type AsyncSignatures,
  type CryptoProvider,
  type KeyPurpose,
  KeyUnusable,
  type MacKey,
  type SyncSignatures,
} from "./crypto/provider.ts";
export { webSignatures } from "./crypto/web.ts";
export { type HeldProof, judgeProof, type ProofProblem, type ProofRequest } from "./dpop/judge-proof.ts";
export { type OpenedProof, openProof } from "./dpop/open-proof.ts";
export { verifyProof } from "./dpop/verify-proof.ts";
export type { Finding, TokenStateCheck } from "./finding.ts";
export type {
  Grant,
  GrantTarget,
  Opened,
  OpenedReference,
  OpenedSigned,
  ProvenClaims,
  ReferenceFormat,
  TokenFormat,
} from "./formats/format.ts";
export type { Judgement, Refused, SignedFormat } from "./formats/judgement.ts";
export { hashOpaqueSecret, isOpaqueId, issueOpaque, opaqueFormat, opaqueIdOf } from "./formats/opaque.ts";
export { referenceFormatOf, referenceIdOf } from "./formats/references.ts";
export {
  HANDLE_LENGTH,
  type HandleClaims,
  handleScope,
  openHandle,
  sealHandle,
} from "./formats/session.ts";
export { signedFormats } from "./formats/signed.ts";
export { issueUuid, uuidFormat } from "./formats/uuid.ts";
export { describeToken } from "./inspect/describe-token.ts";
export type { TokenDescription } from "./inspect/token-description.ts";
export type { ClaimMap, ClaimMapId, ClaimsToWrite } from "./jwt/claim-maps/claim-map.ts";
export { claimMaps } from "./jwt/claim-maps/index.ts";
export { issueJwt, issueJwtAsync, JwtNotIssued, type JwtToIssue } from "./jwt/issue-jwt.ts";
export { isJsonObject, type JsonObject, parseJsonObject } from "./jwt/strict-json.ts";
export { type Algorithm, type AlgorithmFacts, algorithms } from "./keys/algorithms.ts";
export { coseKeyOf, decodeCoseKeySet, encodeCoseKeySet, jwkOfCoseKey } from "./keys/cose-key.ts";
export { jwkFromPkcs8, jwkFromSpki } from "./keys/der-keys.ts";
export { fixedRing } from "./keys/fixed-ring.ts";
export type { Jwk } from "./keys/jwk.ts";
export { publicJwk } from "./keys/public-jwk.ts";
export { thumbprint } from "./keys/thumbprint.ts";
export type { KeyMaterial, KeyRing, TokenKey } from "./keys/token-key.ts";
export { MAX_TOKEN_LENGTH, type OpenProblem, openToken } from "./open-token.ts";
export { type Proof, prove, proveOpened } from "./prove.ts";
export { proveAsync } from "./prove-async.ts";
export { proveSync } from "./prove-sync.ts";
export { compileRegex } from "./regex/compile.ts";
export { keptRegex } from "./regex/kept-regex.ts";
export { RegexProblem } from "./regex/problem.ts";
export type { Groups, Regex } from "./regex/regex.ts";
export { type CatifPlan, type PlannedValue, planCatif } from "./renewal/plan-catif.ts";
export { planRenewal, type RenewalCaps, type RenewalPlan } from "./renewal/plan-renewal.ts";
export { type ArrivedBy, type RenderedRenewal, renderRenewal } from "./renewal/render-renewal.ts";
export { answersWantedBy, renewalWantedBy } from "./renewal/wanted.ts";
export type { ProvenPossession, RequestContext } from "./request-context.ts";
export { Secret } from "./secret.ts";
export { claimFromStored } from "./stored-claim.ts";
export { type ReasonCategory, type TokenReason, tokenReasons } from "./token-reasons.ts";
export {
  type Allowed,
  type Denied,
  type JudgedRule,
  type Verification,
  type VerifyOptions,
  verdict,
} from "./verify.ts";
export { verifyTokenAsync } from "./verify-async.ts";
export { verifyToken } from "./verify-sync.ts";
