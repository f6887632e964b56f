import type { CborValue } from "../cbor/value.ts";
import type { CoseTag } from "./labels.ts";

/** What of a COSE message's headers matters here, from both buckets. */
export interface CoseHeaders {
  /** As the header has it: an integer, or a text, which names nothing that we know. Undefined: it says nothing. */
  readonly alg: CborValue;
  /** True when `alg` stands in the protected bucket. */
  readonly algIsProtected: boolean;
  readonly kid: Uint8Array | undefined;
  readonly iv: Uint8Array | undefined;
  readonly typ: CborValue;
}

/** A COSE_Mac0, COSE_Sign1 or COSE_Encrypt0 as read, believed in nothing. Byte strings are views into the token. */
export interface CoseMessage {
  /** Undefined: the array stood without its tag. */
  readonly tag: CoseTag | undefined;
  /** The content of the protected bucket's byte string; empty for an empty bucket, however it was written. */
  readonly protectedBytes: Uint8Array;
  readonly headers: CoseHeaders;
  /** The payload, or the ciphertext. */
  readonly payload: Uint8Array;
  /** True for a payload in a text string: `payload` is its UTF-8 (see CatReadings.hexPayload). */
  readonly payloadIsText: boolean;
  /** The MAC or signature; undefined for COSE_Encrypt0. */
  readonly signature: Uint8Array | undefined;
}
