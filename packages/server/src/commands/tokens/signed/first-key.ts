import type { OneAtATime } from "../../../lib/one-at-a-time.ts";
import type { Actor } from "../../actor.ts";
import type { CommandProblem } from "../../command-problem.ts";
import { createTokenKey } from "../../token-keys/create-token-key.ts";
import type { TokenKeyDependencies } from "../../token-keys/token-key-dependencies.ts";
import type { TokenGrant } from "../token-grant.ts";

export interface FirstKeyDependencies extends TokenKeyDependencies {
  readonly declareInTurn: OneAtATime;
}

/**
 * Makes an organization's first token key, so that its first signed token needs no ceremony: ES256, which JWTs and CATs
 * both know and whose public half anybody may have. An organization that has or had any key chooses for itself. True when
 * the grants, which met the problem, are worth another try.
 */
export async function makeFirstKey(
  dependencies: FirstKeyDependencies,
  actor: Actor,
  grants: readonly TokenGrant[],
  { reason }: CommandProblem,
): Promise<boolean> {
  const isWanted = grants.some(({ kind, key }) => (kind === "jwt" || kind === "cat") && key === undefined);
  if (!isWanted || reason !== "state-conflict") return false;
  const hasNone = (): boolean => dependencies.tokenKeys.of(actor.organization).length === 0;
  if (!hasNone()) return false;
  // In turn with all that is declared: of parallel requests the first makes it. What comes of it, the next draft tells.
  await dependencies.declareInTurn(async () => {
    if (hasNone()) await createTokenKey(dependencies, actor, { name: "first key", algorithm: "ES256" });
  });
  return true;
}
