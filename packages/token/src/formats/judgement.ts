import type { Sealed } from "../crypto/question.ts";
import type { Algorithm } from "../keys/algorithms.ts";
import type { TokenKey } from "../keys/token-key.ts";
import type { TokenReason } from "../token-reasons.ts";
import type { OpenedSigned, ProvenClaims, TokenFormat } from "./format.ts";

/** Why a token is refused, whoever asks for what. `detail` is for the operator and never holds a claim's value. */
export interface Refused {
  readonly refused: TokenReason;
  readonly detail: string;
  /** The claim it is about, where it is about one. */
  readonly claim?: string | undefined;
}

/** A part of a token that only a content key opens. */
export interface SealedPart extends Sealed {
  readonly kid: string | undefined;
  readonly algorithms: readonly Algorithm[] | undefined;
}

/** Parts that must be opened before the token can be judged. */
export interface NeedsOpening {
  readonly sealed: readonly SealedPart[];
  /** Goes on with what was in the parts, in their order. */
  resume(plaintexts: readonly Uint8Array[]): ProvenClaims | Refused;
}

/** A token that was inside an encrypted one, and has a signature of its own. */
export interface Nested {
  readonly nested: OpenedSigned;
}

/** What a format says of a token whose signature is right. */
export type Judgement = ProvenClaims | Refused | NeedsOpening | Nested;

/** A format whose tokens carry claims. Pure: keys are asked by the driver. */
export interface SignedFormat extends TokenFormat {
  open(raw: string): OpenedSigned | undefined;
  /**
   * The claims of a token for which `key` vouches. Called only after the signature was right, or with the plaintext of
   * what was encrypted as a whole. How the token is read is the key's own (`key.readings`, `key.claimMap`). Never throws.
   */
  judge(opened: OpenedSigned, key: TokenKey, plaintext: Uint8Array | undefined): Judgement;
}
