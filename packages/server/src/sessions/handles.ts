import type { SessionRecord } from "@sluice/policy";
import { type CryptoProvider, type HandleClaims, handleScope, openHandle, sealHandle } from "@sluice/token";

const KEY_ID = 1;

/** Makes and opens session handles under the installation's own key. */
export interface Handles {
  seal(session: Pick<SessionRecord, "id" | "stream" | "capSeconds">): string;
  /** The claims of a handle that this installation has made; undefined for any other text. */
  open(handle: string): HandleClaims | undefined;
}

/** `keyBytes`: 32 bytes, derived for handles alone. */
export function createHandles(crypto: CryptoProvider, keyBytes: Uint8Array): Handles {
  const key = crypto.macKey(keyBytes);
  return {
    seal: session =>
      sealHandle(crypto, key, {
        keyId: KEY_ID,
        sessionId: session.id,
        scope: handleScope(crypto, session.stream),
        capSeconds: session.capSeconds,
      }),
    open: handle => openHandle(crypto, keyId => (keyId === KEY_ID ? key : undefined), handle),
  };
}
