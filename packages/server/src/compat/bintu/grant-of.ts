import type { Target } from "@sluice/policy";
import type { Actor } from "../../commands/actor.ts";
import { invalidFields, type Outcome } from "../../commands/command-problem.ts";
import type { TokenGrant } from "../../commands/tokens/token-grant.ts";
import type { Order } from "./order-schema.ts";

const HOUR_SECONDS = 3600;
const DAY_SECONDS = 24 * HOUR_SECONDS;
/** What the dashboard gives ("Secure Playback & Secure Token"). */
const DEFAULT_TTL_SECONDS = 14 * DAY_SECONDS;
/** Both pages that name a default for revocable tokens name this one. */
const REVOCABLE_TTL_SECONDS = DAY_SECONDS;
const LONGEST_TTL_SECONDS = 365 * DAY_SECONDS;

/** The grant that an order means: a JWT in their vocabulary, signed as they sign, for playing alone. */
export function grantOf(order: Order, actor: Actor, nowSeconds: number): Outcome<TokenGrant> {
  const { exp, nbf, ip, domain, user, tag, cust, revocable, forceDisconnect } = order;
  if (exp !== undefined && exp > nowSeconds + LONGEST_TTL_SECONDS) {
    return invalidFields([{ field: "exp", message: "is more than 365 days ahead (Unix seconds)" }]);
  }
  return {
    done: {
      kind: "jwt",
      profile: "nanostream",
      algorithm: "EdDSA",
      action: "play",
      target: targetOf(order),
      ...(exp === undefined ? { ttl_seconds: defaultTtl(order, actor) } : { expires_at: exp }),
      not_before: nbf,
      ip,
      domains: domain === undefined ? undefined : [domain],
      user,
      tag,
      disconnect_at_expiry: forceDisconnect ?? false,
      claims: {
        ...(cust === undefined ? {} : { cust }),
        ...(revocable === undefined ? {} : { revocable }),
      },
    },
  };
}

/** As everywhere: what nobody has asked for is no longer than the API key may. */
function defaultTtl({ revocable }: Order, { longestTtlSeconds }: Actor): number {
  const usual = revocable ? REVOCABLE_TTL_SECONDS : DEFAULT_TTL_SECONDS;
  return Math.min(usual, longestTtlSeconds ?? usual);
}

function targetOf({ groupid, streams }: Order): Target {
  if (groupid !== undefined) return { group: groupid };
  return streams ? { streams } : { organization: true };
}
