import type { Action } from "@sluice/policy";
import type { ProvenClaims } from "@sluice/token";
import type { TokenKeyCaps } from "../../store/token-keys.ts";

/** What a token is asked to open with a key's blessing. */
export interface CappedUse {
  readonly action: Action;
  /** `application/stream`; undefined when there is no such stream. */
  readonly stream: string | undefined;
  readonly claims: Pick<ProvenClaims, "expiresAtSeconds">;
  readonly nowSeconds: number;
}

/** Why a key does not vouch for this, in words for the operator; undefined: it does. */
export function beyondCaps(caps: TokenKeyCaps, use: CappedUse): string | undefined {
  const { longestTtlSeconds, actions, applications, streams } = caps;
  const { action, stream, claims, nowSeconds } = use;
  if (actions && !actions.includes(action)) return `the key vouches for ${actions.join(", ")} only`;
  if (
    longestTtlSeconds !== undefined &&
    !endsWithin(claims.expiresAtSeconds, nowSeconds + longestTtlSeconds)
  ) {
    return `the key vouches for tokens that end within ${longestTtlSeconds} s`;
  }
  if (stream === undefined) return undefined;
  const [application = "", ...id] = stream.split("/");
  if (applications && !applications.includes(application)) {
    return `the key vouches for the applications ${applications.join(", ")} only`;
  }
  const isNamed = !streams || streams.includes(stream) || streams.includes(id.join("/"));
  return isNamed ? undefined : `the key vouches for the streams ${streams.join(", ")} only`;
}

function endsWithin(expiresAtSeconds: number | undefined, latestSeconds: number): boolean {
  return expiresAtSeconds !== undefined && expiresAtSeconds <= latestSeconds;
}
