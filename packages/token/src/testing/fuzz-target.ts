/** What a decoder said of one input. Whatever else happens, an exception above all, is a finding. */
export type FuzzOutcome = "accepted" | "refused";

/** One decoder under mutated input. To add one: its file beside `fuzz-targets.ts`, and one line there. */
export interface FuzzTarget {
  readonly name: string;
  /** Inputs to begin with: what the decoder accepts, so that mutations get deep into it. */
  readonly seeds: readonly Uint8Array[];
  /** True when nothing but a seed itself may be accepted: anything with a signature. */
  readonly acceptsSeedsOnly?: boolean;
  /** Feeds one input. Throws for a broken promise, such as a value that does not write the bytes it was read from. */
  run(input: Uint8Array): FuzzOutcome;
}

const latin1 = new TextDecoder("latin1");
const encoder = new TextEncoder();

/** The input of a decoder of text: each byte a letter, so that mutations stay small. */
export function textOf(input: Uint8Array): string {
  return latin1.decode(input);
}

/** The seeds of a decoder of ASCII text. */
export function textSeeds(texts: readonly string[]): readonly Uint8Array[] {
  return texts.map(text => encoder.encode(text));
}
