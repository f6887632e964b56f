import type { KeyRing, Proof, Refused } from "@sluice/token";
import type { KeyDirectory } from "../../keys/key-directory.ts";

/** A text that a key vouches for. */
export type ProvenToken = Proof;

/** Proves a text with the keys of a ring, at once: open, signature, judge. */
export type ProveText = (text: string, keys: KeyRing) => Proof | Refused;

/** The keys that vouch, as the flow asks for them. */
export type VouchingKeys = Pick<KeyDirectory, "ringOf" | "keyById" | "of" | "revision" | "noteUsed">;
