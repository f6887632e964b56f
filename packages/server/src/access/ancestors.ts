import { isMetered } from "@sluice/policy";
import type { RecordStore } from "../store/store.ts";
import type { TokenRecord } from "../store/token-record.ts";
import { constraintsOf, type VerifiedAncestor } from "./verified-token.ts";

/**
 * Reads the tokens that a token was delegated from, the first one first. Undefined when one of them is gone: what was
 * delegated from it is withdrawn.
 */
export async function readAncestors(
  store: Pick<RecordStore, "token">,
  { organization, lineage = [] }: Pick<TokenRecord, "organization" | "lineage">,
): Promise<readonly TokenRecord[] | undefined> {
  const found = await Promise.all(lineage.map(id => store.token(id)));
  const records = found.filter(token => token !== undefined && token.organization === organization);
  return records.length === lineage.length ? records.flatMap(token => token ?? []) : undefined;
}

/** What a token takes from those it was delegated from: their limits hold with its own, and their marks are shown. */
export function underAncestors(token: TokenRecord, ancestors: readonly TokenRecord[]) {
  const all = [...ancestors, token];
  return {
    ancestors: ancestors.map(verifiedAncestor),
    annotations: all.flatMap(({ annotations }) => annotations),
    domains: all.findLast(({ domains }) => domains.length > 0)?.domains ?? [],
  };
}

function verifiedAncestor(token: TokenRecord): VerifiedAncestor {
  const { id, version, disconnectAtExpiry, expiresAtSeconds, maxUses, maxSessions } = token;
  return {
    id,
    version,
    constraints: constraintsOf(token),
    endsAtSeconds: disconnectAtExpiry ? expiresAtSeconds : undefined,
    isBinding: (maxUses ?? maxSessions) !== undefined,
    isMetered: isMetered(token),
  };
}
