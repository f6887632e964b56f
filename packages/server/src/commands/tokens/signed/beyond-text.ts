import type { Actor } from "../../actor.ts";
import { type CommandProblem, refuse } from "../../command-problem.ts";
import { mayOpenTarget } from "../../permissions.ts";
import type { TokenGrant } from "../token-grant.ts";

/** Claims that say what a text opens: `catif` may carry a token of its own, which this server signs. */
const OPENING = ["catu", "catif"];
/** Claims by which a text, or a token that it carries, goes on beyond its end. */
const LASTING = ["catr", "catif"];

/**
 * Why the actor's key may not have these claims written; undefined: it may. A text is read without its record by others,
 * an edge above all, and a token that it carries has none at all: there the text alone says what it opens and how long.
 */
export function beyondText(
  actor: Actor,
  { kind, profile, target, written, claims = written }: TokenGrant,
): { readonly problem: CommandProblem } | undefined {
  const isByAddress = kind === "cat" || profile === "rfc9246";
  if (isByAddress && "group" in target && mayOpenTarget(actor, { organization: true })) {
    return refuse(
      "not-permitted",
      "this text has no word for a group: it would open the whole organization elsewhere",
    );
  }
  if (claims === undefined) return undefined;
  const opening = OPENING.find(name => Object.hasOwn(claims, name));
  if (opening !== undefined && mayOpenTarget(actor, { organization: true })) {
    return refuse("not-permitted", `${opening} could open more than this API key may hand out`);
  }
  const lasting = LASTING.find(name => Object.hasOwn(claims, name));
  return lasting !== undefined && actor.longestTtlSeconds !== undefined
    ? refuse("not-permitted", `${lasting} could outlive the ${actor.longestTtlSeconds} s of this API key`)
    : undefined;
}
