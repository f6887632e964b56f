import type { Action } from "@sluice/policy";
import type { CryptoProvider } from "@sluice/token";
import type { SubscriberPlace, SubscriberRecord } from "../../store/subscribers.ts";
import type { TokenRecord } from "../../store/token-record.ts";
import { bareToken } from "../bare-token.ts";
import { idOfParts } from "../signed/token-identity.ts";

/**
 * The public id of what a subscriber's codes open for one action. One that was removed and made again has another, so that
 * nothing said of the first counts for the second; all who have no secret of their own keep theirs.
 */
export function subscriberTokenId(
  crypto: CryptoProvider,
  { organization, stream, subscriberId }: SubscriberPlace,
  record: SubscriberRecord | undefined,
  action: Action,
): string {
  const made = record?.sealedSecret === undefined ? "application" : record.createdAtMilliseconds;
  return idOfParts(crypto, ["totp", organization, stream, subscriberId, made, action]);
}

/** The record of that, as it is written with its first session. */
export function subscriberToken(
  crypto: CryptoProvider,
  place: SubscriberPlace,
  record: SubscriberRecord | undefined,
  action: Action,
): TokenRecord {
  return {
    ...bareToken,
    id: subscriberTokenId(crypto, place, record, action),
    organization: place.organization,
    kind: "totp",
    action,
    target: { streams: [place.stream] },
    maxSessions: record?.maxSessions ?? 1,
    user: place.subscriberId,
    // Without a secret of one's own there is no moment of issue: whatever is withdrawn up to now covers it.
    issuedAtMilliseconds: record?.sealedSecret === undefined ? 0 : record.createdAtMilliseconds,
  };
}
