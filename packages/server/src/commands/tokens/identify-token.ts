import { Secret } from "@sluice/token";
import type { IdentifiedToken, SignedTokens } from "../../access/signed/signed-tokens.ts";
import type { Actor } from "../actor.ts";

export interface IdentifyDependencies {
  readonly signedTokens: Pick<SignedTokens, "identify">;
  readonly nowMilliseconds: () => number;
}

/** Which token of the actor's organization the text of a signed token is; undefined for one that no key vouches for. */
export function identifySigned(
  { signedTokens, nowMilliseconds }: IdentifyDependencies,
  actor: Actor,
  text: string,
): Promise<IdentifiedToken | undefined> {
  const nowSeconds = Math.floor(nowMilliseconds() / 1000);
  return signedTokens.identify(actor.organization, new Secret(text), nowSeconds);
}
