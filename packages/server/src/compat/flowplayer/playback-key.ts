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

/** Keys that the actor may see, the first made first, those that were deleted included. */
export function keysOf(dependencies: CompatDependencies, actor: Actor): readonly SeenKey[] {
  return dependencies.tokenKeys
    .of(actor.organization)
    .filter(key => mayUseTokenKey(actor, key))
    .map(key => viewTokenKey(dependencies, key));
}

/** Those with an id of the form of these calls: made here, or taken over with their tokens. */
export function playbackKeysOf(dependencies: CompatDependencies, actor: Actor): readonly PlaybackKey[] {
  return keysOf(dependencies, actor).filter(isPlaybackKey);
}

function isPlaybackKey(key: SeenKey): key is PlaybackKey {
  return ownerOfKid(key.kid) !== undefined;
}
