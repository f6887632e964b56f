import type { DelegatingToken } from "@sluice/policy";
import type { DelegationPlace } from "./delegations.ts";
import type { TokenRecord } from "./token-record.ts";
import { tokenStatus } from "./token-status.ts";

/** A token of a lineage as the policy looks at it; none of another organization. */
export function delegatingToken(
  token: TokenRecord | undefined,
  { organization, nowSeconds }: DelegationPlace,
  isCovered: (token: TokenRecord) => boolean,
): DelegatingToken | undefined {
  if (token?.organization !== organization) return undefined;
  return {
    status: tokenStatus(token, { nowSeconds, isCovered: isCovered(token) }),
    delegation: token.delegation,
  };
}
