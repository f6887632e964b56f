import type { TokenKeySettings } from "../../store/token-keys.ts";
import type { Actor } from "../actor.ts";
import { type CommandProblem, refuse } from "../command-problem.ts";
import { mayUseApplications } from "../permissions.ts";
import { includesScope } from "../scopes.ts";
import { applicationsOfKey, mayUseTokenKey } from "./find-token-key.ts";

/**
 * Why the actor may not set up this key; undefined: it may. Whoever holds a token key makes tokens with it, so that
 * nobody sets one up that vouches for more than the actor's own API key could hand out.
 */
export function beyondRights(
  actor: Actor,
  key: TokenKeySettings,
): { readonly problem: CommandProblem } | undefined {
  const beyond = [
    ...(includesScope(actor.scopes, "tokens:create") ? [] : ["scope tokens:create"]),
    ...scopeBeyond(actor, key),
    ...(mayUseTokenKey(actor, key) && mayUseCap(actor, key)
      ? []
      : [`applications beyond ${actor.applications?.join(", ")}`]),
    ...actionsBeyond(actor, key),
    ...ttlBeyond(actor, key),
  ];
  if (beyond.length === 0) return undefined;
  return refuse(
    "not-permitted",
    `a token key vouches for no more than the API key that sets it up could hand out; missing: ${beyond.join(", ")}`,
  );
}

/**
 * True when the actor may make this key the default of its application, or of the organization: that one answers for every
 * application, whatever the key itself vouches for.
 */
export function mayBeDefault(actor: Actor, { application }: Pick<TokenKeySettings, "application">): boolean {
  if (application !== undefined) return mayUseApplications(actor, [application]);
  return actor.applications === undefined && includesScope(actor.scopes, "tokens:create-organization");
}

function scopeBeyond(actor: Actor, key: TokenKeySettings): readonly string[] {
  const isConfined = applicationsOfKey(key) !== undefined || key.caps.streams !== undefined;
  return isConfined || includesScope(actor.scopes, "tokens:create-organization")
    ? []
    : ["scope tokens:create-organization (or name an application)"];
}

/** Whoever may not see an application names it in no cap either, whether it is there or not. */
function mayUseCap(actor: Actor, { caps }: TokenKeySettings): boolean {
  return caps.applications === undefined || mayUseApplications(actor, caps.applications);
}

function actionsBeyond({ actions }: Actor, { caps }: TokenKeySettings): readonly string[] {
  const wanted = caps.actions ?? (["play", "publish"] as const);
  return wanted
    .filter(action => !actions.includes(action))
    .map(action => `action ${action} (leave it out of caps.actions)`);
}

function ttlBeyond({ longestTtlSeconds: own }: Actor, { caps }: TokenKeySettings): readonly string[] {
  const wanted = caps.longestTtlSeconds;
  if (own === undefined || (wanted !== undefined && wanted <= own)) return [];
  return [`a caps.longest_ttl_seconds above ${own}`];
}
