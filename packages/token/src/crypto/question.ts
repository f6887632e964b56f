import type { TokenKey } from "../keys/token-key.ts";

/** What the pure part of a verification asks of a driver: synchronous or not, it is the same question. */
export type CryptoQuestion =
  | {
      readonly ask: "verify";
      readonly key: TokenKey;
      readonly input: Uint8Array | string;
      readonly signature: Uint8Array;
    }
  | { readonly ask: "decrypt"; readonly key: TokenKey; readonly sealed: Sealed };

/** Something that AES-GCM closed, the tag at the end of the ciphertext. */
export interface Sealed {
  readonly iv: Uint8Array;
  readonly aad: Uint8Array;
  readonly ciphertext: Uint8Array;
}

/** `true`: the signature is right. Bytes: what was closed is open. Anything else: no. */
export type CryptoAnswer = boolean | Uint8Array | undefined;
