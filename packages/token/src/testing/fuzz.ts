import { encodeHex } from "../bytes/hex.ts";
import type { FuzzTarget } from "./fuzz-target.ts";
import { mutate } from "./mutate.ts";
import { randomFrom } from "./nested-patterns.ts";

/** No input may keep a decoder longer than this, however often it is given. */
const LIMIT_MILLISECONDS = 50;
const RETRIES = 3;

export interface FuzzReport {
  readonly name: string;
  readonly inputs: number;
  readonly accepted: number;
  readonly seconds: number;
  /** The slowest input, with whatever else the machine did meanwhile. */
  readonly slowestMilliseconds: number;
}

/**
 * Feeds `count` inputs to a decoder: first its seeds, then mutations of them; the same ones for the same seed. Throws an
 * Error that names the input for an exception of the decoder, for what must not be accepted, and for an input too slow.
 */
export function fuzz(target: FuzzTarget, count: number, seed: number): FuzzReport {
  const random = randomFrom(seed);
  const known = new Set(target.seeds.map(encodeHex));
  const began = performance.now();
  let accepted = 0;
  let slowest = 0;
  for (let index = 0; index < count; index += 1) {
    const base = target.seeds[index % target.seeds.length] ?? new Uint8Array();
    const input = index < target.seeds.length ? base : mutate(base, random);
    const start = performance.now();
    const outcome = outcomeOf(target, input);
    const taken = performance.now() - start;
    slowest = Math.max(slowest, taken);
    if (taken > LIMIT_MILLISECONDS) holdToLimit(target, input);
    if (outcome === "refused") continue;
    accepted += 1;
    if (target.acceptsSeedsOnly === true && !known.has(encodeHex(input)))
      throw finding(target, input, "accepted");
  }
  const seconds = (performance.now() - began) / 1_000;
  return { name: target.name, inputs: count, accepted, seconds, slowestMilliseconds: slowest };
}

function outcomeOf(target: FuzzTarget, input: Uint8Array): "accepted" | "refused" {
  try {
    return target.run(input);
  } catch (error) {
    throw finding(target, input, error instanceof Error ? (error.stack ?? error.message) : "threw", error);
  }
}

/** A pause of the machine is not the decoder's: slow is what is slow every time. */
function holdToLimit(target: FuzzTarget, input: Uint8Array): void {
  for (let retry = 0; retry < RETRIES; retry += 1) {
    const start = performance.now();
    target.run(input);
    if (performance.now() - start <= LIMIT_MILLISECONDS) return;
  }
  throw finding(target, input, `took more than ${LIMIT_MILLISECONDS} ms`);
}

function finding(target: FuzzTarget, input: Uint8Array, what: string, cause?: unknown): Error {
  return new Error(`${target.name}: ${what}; input in hexadecimal: ${encodeHex(input)}`, { cause });
}
