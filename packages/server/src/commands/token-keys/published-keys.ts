import type { Algorithm, Jwk } from "@sluice/token";
import type { KeyDirectory } from "../../keys/key-directory.ts";
import { tokenKeyStateAt } from "../../keys/token-key-state.ts";

/** A public key that anybody may have. */
export interface PublishedKey {
  readonly kid: string;
  readonly algorithm: Algorithm;
  /** Public members only. */
  readonly jwk: Jwk;
}

/**
 * The public halves of the keys that an organization has made here and that have not retired, the first made first: what
 * others need to check its tokens. Keys that came from elsewhere are others' to publish.
 */
export function publishedKeys(
  tokenKeys: Pick<KeyDirectory, "of">,
  organization: string,
  nowSeconds: number,
): readonly PublishedKey[] {
  return tokenKeys.of(organization).flatMap(key => {
    const { source, publicJwk, algorithm, kid } = key;
    const isOurs = source === "created" && tokenKeyStateAt(key, nowSeconds) !== "retired";
    return isOurs && publicJwk && algorithm ? [{ kid, algorithm, jwk: publicJwk }] : [];
  });
}
