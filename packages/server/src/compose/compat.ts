import type { TrustsPeer } from "../http/client-address.ts";
import type { MasterKey } from "../keys/master-key.ts";
import { createOrganizationUuid, type OrganizationUuid } from "../keys/organization-uuid.ts";
import { type CallRate, createCallRate } from "../lib/call-rate.ts";

const CALLS_PER_SECOND = 200;
/** Seconds of calls that may come at once. */
const BURST_SECONDS = 5;

/** What is set for the doors of other systems. */
export interface CompatSettings {
  /**
   * Calls that an API key may make in a second of a system that has a limit of rate itself; five times as many at once.
   * Default: 200.
   */
  readonly compatCallsPerSecond?: number | undefined;
}

/** What the doors of other systems need besides the commands. */
export interface CompatParts {
  readonly organizationUuid: OrganizationUuid;
  readonly callRate: CallRate;
  readonly trustsPeer: TrustsPeer;
}

export function composeCompat(
  {
    masterKey,
    compatCallsPerSecond: perSecond = CALLS_PER_SECOND,
  }: CompatSettings & { readonly masterKey: MasterKey },
  trustsPeer: TrustsPeer,
): CompatParts {
  return {
    organizationUuid: createOrganizationUuid(masterKey.derive("organization-uuid")),
    callRate: createCallRate({ perSecond, burst: BURST_SECONDS * perSecond }),
    trustsPeer,
  };
}
