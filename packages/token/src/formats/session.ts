import { decodeBase64url, encodeBase64url } from "../bytes/base64url.ts";
import type { CryptoProvider, MacKey } from "../crypto/provider.ts";

const VERSION = 1;
const SESSION_ID_BYTES = 16;
const SCOPE_BYTES = 8;
const MAC_BYTES = 16;
const BODY_BYTES = 2 + SESSION_ID_BYTES + SCOPE_BYTES + 4;
const HANDLE_BYTES = BODY_BYTES + MAC_BYTES;
/** 46 bytes in base64url. */
export const HANDLE_LENGTH = 62;

/** What a session handle says. Nothing in it can change: what changes lives in the session table. */
export interface HandleClaims {
  readonly keyId: number;
  /** 16 bytes as 22 characters of base64url: the session's public id. */
  readonly sessionId: string;
  /** First 8 bytes of SHA-256 over `application/stream`: which path the handle opens. */
  readonly scope: Uint8Array;
  /** Unix seconds after which no session under this handle lives, whatever the table says. */
  readonly capSeconds: number;
}

/** The scope hash of one stream, `stream` being `application/streamId`. */
export function handleScope(crypto: CryptoProvider, stream: string): Uint8Array {
  return crypto.sha256(stream).subarray(0, SCOPE_BYTES);
}

/**
 * Seals claims into a handle: version · key id · session id · scope · cap · MAC, 62 characters of base64url.
 * A handle is a secret, as a token is.
 */
export function sealHandle(crypto: CryptoProvider, key: MacKey, claims: HandleClaims): string {
  const bytes = new Uint8Array(HANDLE_BYTES);
  const id = decodeBase64url(claims.sessionId);
  if (id?.length !== SESSION_ID_BYTES) throw new RangeError("a session id is 16 bytes in base64url");
  bytes[0] = VERSION;
  bytes[1] = claims.keyId;
  bytes.set(id, 2);
  bytes.set(claims.scope.subarray(0, SCOPE_BYTES), 2 + SESSION_ID_BYTES);
  new DataView(bytes.buffer).setUint32(BODY_BYTES - 4, claims.capSeconds);
  bytes.set(crypto.hmacSha256(key, bytes.subarray(0, BODY_BYTES)).subarray(0, MAC_BYTES), BODY_BYTES);
  return encodeBase64url(bytes);
}

/** Opens a handle and checks its MAC; undefined for anything that `keyOf` has no key for or that was altered. */
export function openHandle(
  crypto: CryptoProvider,
  keyOf: (keyId: number) => MacKey | undefined,
  handle: string,
): HandleClaims | undefined {
  if (handle.length !== HANDLE_LENGTH) return undefined;
  const bytes = decodeBase64url(handle);
  if (bytes?.length !== HANDLE_BYTES || bytes[0] !== VERSION) return undefined;
  const keyId = bytes[1] ?? 0;
  const key = keyOf(keyId);
  if (!key) return undefined;
  const mac = crypto.hmacSha256(key, bytes.subarray(0, BODY_BYTES)).subarray(0, MAC_BYTES);
  if (!crypto.equal(mac, bytes.subarray(BODY_BYTES))) return undefined;
  return {
    keyId,
    sessionId: encodeBase64url(bytes.subarray(2, 2 + SESSION_ID_BYTES)),
    scope: bytes.slice(2 + SESSION_ID_BYTES, 2 + SESSION_ID_BYTES + SCOPE_BYTES),
    capSeconds: new DataView(bytes.buffer, bytes.byteOffset).getUint32(BODY_BYTES - 4),
  };
}
