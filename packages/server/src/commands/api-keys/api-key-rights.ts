import type { Action } from "@sluice/policy";
import type { Actor } from "../actor.ts";
import { includesScope, scopes as knownScopes } from "../scopes.ts";

/** What a key may do, as far as one key may hand it to another. */
export interface ApiKeyRights {
  readonly scopes: readonly string[];
  /** Undefined: every application of the organization. */
  readonly applications: readonly string[] | undefined;
  readonly actions: readonly Action[];
  /** Undefined: any, also for ever. */
  readonly longestTtlSeconds: number | undefined;
  /** Unix seconds; undefined: never. */
  readonly expiresAtSeconds: number | undefined;
}

/** What of these rights the actor has not itself, in words; empty when it may hand all of them out. */
export function rightsBeyond(actor: Actor, rights: ApiKeyRights): readonly string[] {
  const { scopes, applications, actions, longestTtlSeconds, expiresAtSeconds } = rights;
  return [
    ...scopes.filter(scope => !mayHandOut(actor, scope)).map(scope => `scope ${scope}`),
    ...applicationsBeyond(actor.applications, applications),
    ...actions.filter(action => !actor.actions.includes(action)).map(action => `action ${action}`),
    ...(isBeyond(actor.longestTtlSeconds, longestTtlSeconds)
      ? [`a longest_ttl_seconds above ${actor.longestTtlSeconds}`]
      : []),
    ...(isBeyond(actor.expiresAtSeconds, expiresAtSeconds)
      ? [`an expires_at after ${actor.expiresAtSeconds}`]
      : []),
  ];
}

function mayHandOut(actor: Actor, name: string): boolean {
  const scope = knownScopes.find(known => known === name);
  // A scope of another version of Sluice is one of "what later versions add".
  return includesScope(actor.scopes, scope ?? "admin");
}

function applicationsBeyond(
  own: readonly string[] | undefined,
  wanted: readonly string[] | undefined,
): readonly string[] {
  if (own === undefined) return [];
  if (wanted === undefined) return ["every application"];
  return wanted.filter(name => !own.includes(name)).map(name => `application ${name}`);
}

/** Undefined is without a limit. */
function isBeyond(own: number | undefined, wanted: number | undefined): boolean {
  return own !== undefined && (wanted === undefined || wanted > own);
}
