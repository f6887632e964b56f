import type { TokenKey } from "@sluice/token";
import { tokenKeyStateAt } from "../../../keys/token-key-state.ts";
import type { TokenKeyRecord } from "../../../store/token-keys.ts";
import type { Actor } from "../../actor.ts";
import { mayUseTokenKey } from "../../token-keys/find-token-key.ts";

/** The key that vouches, as it is told to somebody who may see the token; its name only to who may see the key. */
export function inspectedKey(
  actor: Actor,
  { id, kid, algorithm, claimMap }: TokenKey,
  record: TokenKeyRecord | undefined,
  nowSeconds: number,
) {
  const isSeen = record !== undefined && mayUseTokenKey(actor, record);
  return {
    id,
    kid: kid ?? null,
    algorithm,
    name: isSeen ? record.name : null,
    state: record ? tokenKeyStateAt(record, nowSeconds) : null,
    claim_map: claimMap ?? null,
  };
}
