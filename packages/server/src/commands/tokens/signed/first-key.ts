import type { Actor } from "../../actor.ts";
import { createTokenKey } from "../../token-keys/create-token-key.ts";
import type { TokenKeyDependencies } from "../../token-keys/token-key-dependencies.ts";
import type { TokenGrant } from "../token-grant.ts";

/**
 * Makes an organization's first token key, so that its first signed token needs no ceremony: ES256, which JWTs and CATs
 * both know and whose public half anybody may have. An organization that has or had any key chooses for itself.
 */
export async function ensureFirstKey(
  dependencies: TokenKeyDependencies,
  actor: Actor,
  grants: readonly TokenGrant[],
): Promise<void> {
  const isWanted = grants.some(({ kind, key }) => (kind === "jwt" || kind === "cat") && key === undefined);
  if (!isWanted || dependencies.tokenKeys.of(actor.organization).length > 0) return;
  // A problem is told by the draft, which then finds no key: a parallel request may have been faster.
  await createTokenKey(dependencies, actor, { name: "first key", algorithm: "ES256" });
}
