import { decodeCursor, encodeCursor } from "../../store/cursor.ts";
import type { TokenKeyRecord } from "../../store/token-keys.ts";
import type { Actor } from "../actor.ts";
import type { Paging } from "../listed.ts";
import { findTokenKey, mayUseTokenKey } from "./find-token-key.ts";
import type { TokenKeyDependencies } from "./token-key-dependencies.ts";
import { tokenKeyView } from "./token-key-view.ts";

type ReadDependencies = Pick<TokenKeyDependencies, "tokenKeys" | "nowMilliseconds">;

/** One key as the API answers it. */
export function viewTokenKey({ tokenKeys, nowMilliseconds }: ReadDependencies, key: TokenKeyRecord) {
  return tokenKeyView(key, Math.floor(nowMilliseconds() / 1000), {
    imported: tokenKeys.importedOf(key.organization, key.id),
    lastUsedSeconds: tokenKeys.lastUsedSeconds(key.id),
  });
}

/** One key that the actor may see. */
export function readTokenKey(dependencies: ReadDependencies, actor: Actor, id: string) {
  const key = findTokenKey(dependencies, actor, id);
  return key && viewTokenKey(dependencies, key);
}

/** The keys that the actor may see, the last made first, retired ones included. */
export function listTokenKeys(dependencies: ReadDependencies, actor: Actor, { limit, cursor }: Paging) {
  const keys = dependencies.tokenKeys
    .of(actor.organization)
    .filter(key => mayUseTokenKey(actor, key))
    .toReversed();
  const rest = cursor === undefined ? keys : behind(keys, decodeCursor(cursor, 2));
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(key => viewTokenKey(dependencies, key)),
    next: last && rest.length > page.length ? encodeCursor(positionOf(last)) : null,
  };
}

/** What follows a key; where that was forgotten meanwhile, what was made before it. */
function behind(
  keys: readonly TokenKeyRecord[],
  [time = 0, id = 0]: readonly number[],
): readonly TokenKeyRecord[] {
  const index = keys.findIndex(key => positionOf(key)[1] === id);
  return index < 0 ? keys.filter(key => key.createdAtSeconds < time) : keys.slice(index + 1);
}

/** When it was made, and its id as a number: no two have the same. */
function positionOf({ createdAtSeconds, id }: TokenKeyRecord): readonly [number, number] {
  return [createdAtSeconds, Number.parseInt(id.replace(/^key_/, ""), 16)];
}
