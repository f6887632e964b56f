export { randomBase62 } from "./bytes/base62.ts";
export { decodeBase64url, encodeBase64url } from "./bytes/base64url.ts";
export type { CryptoProvider, MacKey } from "./crypto/provider.ts";
export type { Opened, OpenedReference, TokenFormat } from "./formats/format.ts";
export { hashOpaqueSecret, isOpaqueId, issueOpaque, opaqueFormat, opaqueIdOf } from "./formats/opaque.ts";
export {
  HANDLE_LENGTH,
  type HandleClaims,
  handleScope,
  openHandle,
  sealHandle,
} from "./formats/session.ts";
export { MAX_TOKEN_LENGTH, type OpenProblem, openToken } from "./open-token.ts";
export { Secret } from "./secret.ts";
