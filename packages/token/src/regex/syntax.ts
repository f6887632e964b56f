import type { CharSet } from "./char-set.ts";

/** A pattern as it is written. */
export type Pattern =
  | { readonly kind: "char"; readonly set: CharSet }
  | { readonly kind: "start" }
  | { readonly kind: "end" }
  | { readonly kind: "sequence"; readonly parts: readonly Pattern[] }
  | { readonly kind: "choice"; readonly branches: readonly Pattern[] }
  /** Group `index`, from 1, in the order of opening parentheses. */
  | { readonly kind: "group"; readonly index: number; readonly body: Pattern }
  /** `max` undefined: no end. */
  | {
      readonly kind: "repeat";
      readonly body: Pattern;
      readonly min: number;
      readonly max: number | undefined;
    };
