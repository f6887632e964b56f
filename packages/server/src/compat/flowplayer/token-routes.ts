import type { Actor } from "../../commands/actor.ts";
import { createTokens } from "../../commands/tokens/create-tokens.ts";
import type { TokenGrant } from "../../commands/tokens/token-grant.ts";
import type { CompatDependencies } from "../compat-dependencies.ts";
import type { CompatProblem, CompatRoute } from "../compat-system.ts";
import { readBody } from "../read-body.ts";
import { alsoOpened } from "./also-opened.ts";
import { type Dialect, ovp, wowza, wowzaBeta } from "./dialects.ts";
import { findKey } from "./playback-key.ts";
import { type TokenOrder, tokenOrder } from "./token-order.ts";
import { targetOf } from "./token-target.ts";
import { writtenClaims } from "./written-claims.ts";

const create = (dialect: Dialect): CompatRoute => ({
  method: "POST",
  url: `${dialect.base}/playback_tokens`,
  scope: "tokens:create",
  async answer(dependencies, { body }, actor) {
    const read = readBody(body, tokenOrder);
    if ("problem" in read) return read;
    const problem = keyProblem(dependencies, actor, read.value.key_id);
    if (problem) return { problem };
    const grant = grantOf(dependencies, actor, read.value);
    const outcome = await createTokens(dependencies, actor, { grants: [grant], form: "one" });
    if ("problem" in outcome) return outcome;
    const [token] = outcome.done.tokens;
    const warning = alsoOpened(dependencies.registry, actor, read.value, grant.target);
    const headers = warning === undefined ? undefined : { "sluice-warning": warning };
    return { status: dialect.created, headers, json: { token: token?.text.expose() } };
  },
});

/** Why a key signs nothing; undefined: as far as can be told, it may. */
function keyProblem(
  dependencies: CompatDependencies,
  actor: Actor,
  keyId: string,
): CompatProblem | undefined {
  const key = findKey(dependencies, actor, keyId);
  if (!key) return { reason: "not-found", detail: "there is no such key" };
  if (key.state === "retired") return { reason: "gone", detail: "this key was deleted" };
  return key.state === "active"
    ? undefined
    : { reason: "state-conflict", detail: `The key is ${key.state} and signs nothing.` };
}

/** A CAT with the claims of the order, and nobody's rights widened: its record limits it to what its text names. */
function grantOf({ registry }: CompatDependencies, actor: Actor, order: TokenOrder): TokenGrant {
  const { key_id: key, exp, nbf, sub } = order;
  return {
    kind: "cat",
    action: "play",
    target: targetOf(registry, actor, order),
    expires_at: exp,
    not_before: nbf,
    user: sub,
    key,
    written: writtenClaims(order),
  };
}

/** Playback tokens: create. Listed, revoked and counted like every other; without `exp` with the default lifetime. */
export const tokenRoutes: readonly CompatRoute[] = [ovp, wowza, wowzaBeta].map(create);
