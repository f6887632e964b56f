import { isSettingKey } from "../../../keys/is-setting-key.ts";
import type { OneAtATime } from "../../../lib/one-at-a-time.ts";
import type { TokenKeyRecord } from "../../../store/token-keys.ts";
import type { Actor } from "../../actor.ts";
import type { CommandProblem } from "../../command-problem.ts";
import { createTokenKey } from "../../token-keys/create-token-key.ts";
import type { TokenKeyDependencies } from "../../token-keys/token-key-dependencies.ts";
import type { TokenKeyGrant } from "../../token-keys/token-key-grant.ts";
import type { TokenGrant } from "../token-grant.ts";
import { isProfileKey, type SignedProfile } from "./profile-key.ts";

export interface FirstKeyDependencies extends TokenKeyDependencies {
  readonly declareInTurn: OneAtATime;
}

/** A key that is made where there is none, and by whose right. */
interface FirstKey {
  readonly grant: TokenKeyGrant;
  readonly by: Actor;
  /** True for a key that stands where this one would. */
  readonly standsThere: (key: TokenKeyRecord) => boolean;
}

/**
 * Makes an organization's first token key, so that its first signed token needs no ceremony: ES256, which JWTs and CATs
 * both know and whose public half anybody may have; for grants that name an algorithm one for their vocabulary alone, which
 * is not the default. An organization that has or had such a key chooses for itself. True when the grants, which met the
 * problem, are worth another try.
 */
export async function makeFirstKey(
  dependencies: FirstKeyDependencies,
  actor: Actor,
  grants: readonly TokenGrant[],
  { reason }: CommandProblem,
): Promise<boolean> {
  const wanting = grants.find(({ kind, key }) => (kind === "jwt" || kind === "cat") && key === undefined);
  if (!wanting || reason !== "state-conflict") return false;
  const { grant, by, standsThere } = firstKeyFor(actor, wanting);
  const hasNone = (): boolean => !dependencies.tokenKeys.of(actor.organization).some(standsThere);
  // In turn with all that is declared: of parallel requests the first makes it, and all have it then. What comes of it, the
  // next draft tells.
  await dependencies.declareInTurn(async () => {
    if (hasNone()) await createTokenKey(dependencies, by, grant);
  });
  return true;
}

function firstKeyFor(actor: Actor, { profile, algorithm }: TokenGrant): FirstKey {
  if (algorithm === undefined || profile === undefined) {
    const grant = { name: "first key", algorithm: "ES256" } as const;
    return { grant, by: actor, standsThere: key => !isForOneVocabulary(key) && !isSettingKey(key) };
  }
  const signed: SignedProfile = { profile, algorithm };
  const name = `${profile} tokens`;
  return {
    grant: { name, algorithm, claim_map: profile, default: false },
    by: asServer(actor),
    standsThere: key => isProfileKey(key, signed),
  };
}

/** Made here for one vocabulary, and never asked for another: whoever has no more than such keys has chosen none. */
function isForOneVocabulary({ source, claimMap, role }: TokenKeyRecord): boolean {
  return source === "created" && claimMap !== undefined && role === undefined;
}

/**
 * The server's own right, in the name of who asked: nobody gets to see this key, and each token that is signed with it is
 * held against the limits of the API key that asks for it.
 */
function asServer(actor: Actor): Actor {
  return {
    ...actor,
    scopes: new Set(["admin"]),
    applications: undefined,
    actions: ["play", "publish"],
    longestTtlSeconds: undefined,
  };
}
