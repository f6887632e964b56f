import type { Actor } from "../../commands/actor.ts";
import { mayUseTokenKey } from "../../commands/token-keys/find-token-key.ts";
import { viewTokenKey } from "../../commands/token-keys/read-token-keys.ts";
import type { CompatDependencies } from "../compat-dependencies.ts";

/** A token key as API v1 has it; never its value. */
export type SeenKey = ReturnType<typeof viewTokenKey>;

/** One whose kid is the id of a key of these calls. */
export type PlaybackKey = SeenKey & { readonly kid: string };

const KID = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-[0-9a-f]{5}$/;

/** The owner's UUID in a key's id, `<uuid>-<5 hexadecimal digits>`; undefined for the kid of any other key. */
export function ownerOfKid(kid: string | null): string | undefined {
  return kid === null ? undefined : KID.exec(kid)?.[1];
}

/** A key that the actor may see, by its id or kid, whether it was deleted or not. */
export function findKey(
  dependencies: CompatDependencies,
  actor: Actor,
  idOrKid: string,
): SeenKey | undefined {
  const found = dependencies.tokenKeys
    .of(actor.organization)
    .find(({ id, kid }) => id === idOrKid || kid === idOrKid);
  return found && mayUseTokenKey(actor, found) ? viewTokenKey(dependencies, found) : undefined;
}

/**
 * Keys that the actor may see whose id has the form of these calls, made here or taken over with their tokens: the first
 * made first, those that were deleted included.
 */
export function playbackKeysOf(dependencies: CompatDependencies, actor: Actor): readonly PlaybackKey[] {
  return dependencies.tokenKeys
    .of(actor.organization)
    .filter(key => ownerOfKid(key.kid) !== undefined && mayUseTokenKey(actor, key))
    .map(key => viewTokenKey(dependencies, key))
    .filter(isPlaybackKey);
}

function isPlaybackKey(key: SeenKey): key is PlaybackKey {
  return ownerOfKid(key.kid) !== undefined;
}
