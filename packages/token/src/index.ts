export { randomBase62 } from "./bytes/base62.ts";
export { decodeBase64url, encodeBase64url } from "./bytes/base64url.ts";
export type { Json, ParsedClaim } from "./cat/claim.ts";
export { labelProfiles } from "./cat/label-profiles.ts";
export type { CatReadings, LabelProfile } from "./cat/readings.ts";
export {
  type AsyncSignatures,
  type CryptoProvider,
  type KeyPurpose,
  KeyUnusable,
  type MacKey,
  type SyncSignatures,
} from "./crypto/provider.ts";
export { webSignatures } from "./crypto/web.ts";
export type { Finding, TokenStateCheck } from "./finding.ts";
export type {
  Grant,
  GrantTarget,
  Opened,
  OpenedReference,
  OpenedSigned,
  ProvenClaims,
  TokenFormat,
} from "./formats/format.ts";
export { hashOpaqueSecret, isOpaqueId, issueOpaque, opaqueFormat, opaqueIdOf } from "./formats/opaque.ts";
export {
  HANDLE_LENGTH,
  type HandleClaims,
  handleScope,
  openHandle,
  sealHandle,
} from "./formats/session.ts";
export { type Algorithm, type AlgorithmFacts, algorithms } from "./keys/algorithms.ts";
export { fixedRing } from "./keys/fixed-ring.ts";
export type { Jwk } from "./keys/jwk.ts";
export { publicJwk } from "./keys/public-jwk.ts";
export { thumbprint } from "./keys/thumbprint.ts";
export type { KeyMaterial, KeyRing, TokenKey } from "./keys/token-key.ts";
export { MAX_TOKEN_LENGTH, type OpenProblem, openToken } from "./open-token.ts";
export type { ProvenPossession, RequestContext } from "./request-context.ts";
export { Secret } from "./secret.ts";
export { type ReasonCategory, type TokenReason, tokenReasons } from "./token-reasons.ts";
