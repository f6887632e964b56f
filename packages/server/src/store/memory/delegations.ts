import { planDelegation } from "@sluice/policy";
import type { Audit } from "../audit.ts";
import { delegatingToken } from "../delegating-token.ts";
import type { DelegationOutcome, DelegationPlace, DelegationStore } from "../delegations.ts";
import { tokenSubject } from "../revocation-subject.ts";
import { insertTokens } from "./records.ts";
import type { MemoryState } from "./state.ts";

/** The part of the memory store that writes tokens below tokens. */
export function memoryDelegations(
  state: MemoryState,
  audited: <T>(result: T, audit: Audit<T> | undefined) => T,
): DelegationStore {
  const planOf = (place: DelegationPlace) =>
    planDelegation(place.lineage, {
      token: id =>
        delegatingToken(state.tokens.get(id), place, token =>
          state.openRules.covers(tokenSubject(token), place.nowSeconds),
        ),
      below: id => countBelow(state, id, place.nowSeconds),
    });
  return {
    peekDelegation: async place => planOf(place),
    async insertDelegated(token, nowSeconds, audit) {
      const { organization, lineage = [] } = token;
      const refusal = planOf({ organization, lineage, nowSeconds });
      if (!refusal) insertTokens(state, [token]);
      const outcome: DelegationOutcome = refusal
        ? { outcome: "refused", ...refusal }
        : { outcome: "inserted" };
      return audited(outcome, audit);
    },
  };
}

function countBelow(state: MemoryState, id: string, nowSeconds: number): number {
  return [...state.tokens.values()].filter(
    ({ lineage, revokedAtSeconds, expiresAtSeconds = Number.POSITIVE_INFINITY }) =>
      lineage?.includes(id) && revokedAtSeconds === undefined && expiresAtSeconds > nowSeconds,
  ).length;
}
