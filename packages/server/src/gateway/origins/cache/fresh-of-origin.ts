import type { Origin } from "../origin.ts";
import { type CachingFacts, freshMilliseconds } from "./freshness.ts";

/** A file may be replaced at any time, and nobody says so: its size and time are looked at again after this long. */
const FILE_FRESH_MILLISECONDS = 1_000;

/** For how many milliseconds an origin's media may be given out without a new look; undefined: not at all. */
export function freshOfOrigin(
  { kind }: Pick<Origin, "kind">,
  facts: CachingFacts,
  nowMilliseconds: number,
): number | undefined {
  const isFile = kind === "folder" || kind === "demo";
  return isFile ? FILE_FRESH_MILLISECONDS : freshMilliseconds(facts, nowMilliseconds);
}
