import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from "node:crypto";

const ALGORITHM = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = "v1.";

/** The sealed text was made under another key or for another place, or it was changed. */
export class SealBroken extends Error {
  override readonly name = "SealBroken";
}

/** Keeps secrets at rest: AES-256-GCM (NIST SP 800-38D) with a fresh nonce each time. */
export interface Sealer {
  /**
   * The text, sealed for one place, as `v1.` and base64url. `context` names the place (`webhook/wh_…/secret`): a sealed
   * text that was copied to another place does not open there.
   */
  seal(text: string, context: string): string;
  /** The text again. Throws SealBroken. */
  open(sealed: string, context: string): string;
}

/** A sealer over a key of 32 bytes: `masterKey.derive("sealed-values")`. */
export function createSealer(keyBytes: Uint8Array): Sealer {
  const key = createSecretKey(keyBytes);
  return {
    seal(text, context) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(context));
      const body = [nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()];
      return VERSION + Buffer.concat(body).toString("base64url");
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed.slice(VERSION.length), "base64url");
      if (!sealed.startsWith(VERSION) || bytes.length < NONCE_BYTES + TAG_BYTES) throw broken();
      const nonce = bytes.subarray(0, NONCE_BYTES);
      const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(context));
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
      try {
        return Buffer.concat([text, decipher.final()]).toString("utf8");
      } catch {
        throw broken();
      }
    },
  };
}

function broken(): SealBroken {
  return new SealBroken("a sealed value cannot be opened: the master key is another one, or it was changed");
}
