import type { Actor } from "../../actor.ts";
import { type CommandProblem, refuse } from "../../command-problem.ts";
import { mayOpenTarget } from "../../permissions.ts";

/**
 * Why the actor's key may not have these claims written; undefined: it may. Others read the text without its record, an
 * edge above all: there `catu` alone says what it opens, and `catr` how long it goes on.
 */
export function beyondText(
  actor: Actor,
  claims: Readonly<Record<string, unknown>> | undefined,
): { readonly problem: CommandProblem } | undefined {
  if (claims === undefined) return undefined;
  if (Object.hasOwn(claims, "catu") && mayOpenTarget(actor, { organization: true })) {
    return refuse("not-permitted", "this API key leaves catu to the target: its own words could open more");
  }
  return Object.hasOwn(claims, "catr") && actor.longestTtlSeconds !== undefined
    ? refuse("not-permitted", `a token with catr could live longer than ${actor.longestTtlSeconds} seconds`)
    : undefined;
}
