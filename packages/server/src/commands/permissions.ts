import type { Action, SessionCounting, Target } from "@sluice/policy";
import { applicationsOf } from "../store/target-reach.ts";
import type { Actor } from "./actor.ts";
import { type CommandProblem, refuse } from "./command-problem.ts";
import { includesScope } from "./scopes.ts";

type Refused = { readonly problem: CommandProblem } | undefined;

/** True when the actor's key may see and change what belongs to this application of its organization. */
export function mayUseApplication({ applications }: Actor, application: string): boolean {
  return applications?.includes(application) ?? true;
}

/** True when the actor's key may see and change what is confined to these applications; undefined: it reaches further. */
export function mayUseApplications(actor: Actor, applications: readonly string[] | undefined): boolean {
  if (actor.applications === undefined) return true;
  return applications?.every(name => mayUseApplication(actor, name)) ?? false;
}

/** True when the actor's key may see and change a token with this target. */
export function mayUseTarget(actor: Actor, target: Target): boolean {
  return mayUseApplications(actor, applicationsOf(target));
}

/**
 * Why the actor's key may not hand out this target; undefined: it may. A group may get members of other applications
 * later, so that a key limited to applications hands out none. `target` names streams by their full names.
 */
export function mayOpenTarget(actor: Actor, target: Target): Refused {
  if ("organization" in target && !includesScope(actor.scopes, "tokens:create-organization")) {
    return refuse(
      "not-permitted",
      "tokens for a whole organization need the scope tokens:create-organization",
    );
  }
  if (mayUseTarget(actor, target)) return undefined;
  const own = actor.applications?.join(", ");
  return refuse("not-permitted", `this API key makes tokens for streams of its applications only: ${own}`);
}

/** What a token is about to be. */
export interface Minting {
  readonly action: Action;
  readonly target: Target;
  readonly expiresAtSeconds: number | undefined;
  readonly nowSeconds: number;
  /** How its sessions are to be counted, where that is said now. */
  readonly counting?: SessionCounting | undefined;
}

/**
 * Why the actor's key may not have sessions counted like this; undefined: it may. Who makes room for a user's newest session
 * may be in any application of the space, and a key limited to some ends no sessions of others.
 */
export function mayCount(actor: Actor, counting: SessionCounting | undefined): Refused {
  if (actor.applications === undefined || counting?.per !== "user") return undefined;
  if (counting.over !== "organization" || counting.whenFull === "reject-new") return undefined;
  return refuse(
    "not-permitted",
    "this API key ends sessions of its applications only: count max_sessions over the application or the stream",
  );
}

/** Why the actor's key may not make, prolong or reopen such a token; undefined: it may. */
export function mayMint(
  actor: Actor,
  { action, target, expiresAtSeconds, nowSeconds, counting }: Minting,
): Refused {
  if (!actor.actions.includes(action)) {
    return refuse("not-permitted", `this API key makes no tokens for the action ${action}`);
  }
  const longest = actor.longestTtlSeconds;
  if (longest !== undefined && (expiresAtSeconds === undefined || expiresAtSeconds > nowSeconds + longest)) {
    return refuse("not-permitted", `this API key makes tokens that live ${longest} seconds at most`);
  }
  return mayCount(actor, counting) ?? mayOpenTarget(actor, target);
}
