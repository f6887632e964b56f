import type { OriginMedia } from "../origin.ts";

const SECOND = 1_000;
/** What an origin has not said is held for so long at least, and checked then. */
const SHORTEST_GUESS_MILLISECONDS = SECOND;
const LONGEST_GUESS_MILLISECONDS = 60 * SECOND;
/** Media that has not changed for long is unlikely to change now (RFC 9111 section 4.2.2). */
const GUESSED_SHARE_OF_AGE = 0.1;
/** However long an origin allows: what was replaced by mistake must go some time. */
const LONGEST_MILLISECONDS = 3600 * SECOND;

/** What an answer says of how long it may be kept. */
export type CachingFacts = Pick<OriginMedia, "cacheControl" | "ageSeconds" | "lastModified">;

/**
 * For how many milliseconds an origin's answer may be used without a new question (RFC 9111 sections 4.2 and 5.2.2); 0: it
 * must be checked each time. Undefined: it must not be kept (`no-store`, `private`).
 */
export function freshMilliseconds(facts: CachingFacts, nowMilliseconds: number): number | undefined {
  const directives = directivesOf(facts.cacheControl ?? "");
  if (directives.has("no-store") || directives.has("private")) return undefined;
  if (directives.has("no-cache")) return 0;
  const said = directives.get("s-maxage") ?? directives.get("max-age");
  if (said === undefined) return guess(facts, nowMilliseconds);
  const seconds = /^\d{1,10}$/.test(said) ? Number(said) - (facts.ageSeconds ?? 0) : 0;
  return Math.min(Math.max(0, seconds) * SECOND, LONGEST_MILLISECONDS);
}

function directivesOf(cacheControl: string): ReadonlyMap<string, string> {
  const directives = new Map<string, string>();
  for (const part of cacheControl.toLowerCase().split(",")) {
    const [name = "", value = ""] = part.split("=", 2);
    directives.set(name.trim(), value.trim().replace(/^"(.*)"$/, "$1"));
  }
  return directives;
}

function guess({ lastModified }: CachingFacts, nowMilliseconds: number): number {
  const age = lastModified === undefined ? 0 : nowMilliseconds - Date.parse(lastModified);
  const guessed = Number.isFinite(age) ? age * GUESSED_SHARE_OF_AGE : 0;
  return Math.min(Math.max(guessed, SHORTEST_GUESS_MILLISECONDS), LONGEST_GUESS_MILLISECONDS);
}
