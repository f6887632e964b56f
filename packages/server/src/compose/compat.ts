import type { TrustsPeer } from "../http/client-address.ts";
import type { MasterKey } from "../keys/master-key.ts";
import { createOrganizationUuid, type OrganizationUuid } from "../keys/organization-uuid.ts";
import { type CallRate, createCallRate } from "../lib/call-rate.ts";

/** Calls that an API key may make of a system that has a limit of rate itself. Theirs is 1 a second, or 3. */
const RATE = { perSecond: 200, burst: 1000 };

/** What the doors of other systems need besides the commands. */
export interface CompatParts {
  readonly organizationUuid: OrganizationUuid;
  readonly callRate: CallRate;
  readonly trustsPeer: TrustsPeer;
}

export function composeCompat({
  masterKey,
  trustsPeer,
}: {
  readonly masterKey: MasterKey;
  readonly trustsPeer: TrustsPeer;
}): CompatParts {
  return {
    organizationUuid: createOrganizationUuid(masterKey.derive("organization-uuid")),
    callRate: createCallRate(RATE),
    trustsPeer,
  };
}
