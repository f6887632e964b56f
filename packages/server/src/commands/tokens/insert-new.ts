import type { OneAtATime } from "../../lib/one-at-a-time.ts";
import type { Audit } from "../../store/audit.ts";
import type { Store } from "../../store/store.ts";
import type { TokenRecord } from "../../store/token-record.ts";
import { type CommandProblem, invalidFields } from "../command-problem.ts";
import type { TokenGrant } from "./token-grant.ts";

/**
 * Writes new tokens. One that its issuer names with a `cti` is a new token only while no other of its key has that name:
 * two texts under one name would be one token, with the limits of the first.
 */
export async function insertNew(
  {
    store,
    declareInTurn,
  }: { readonly store: Pick<Store, "token" | "insertTokens">; readonly declareInTurn: OneAtATime },
  { grants }: { readonly grants: readonly TokenGrant[] },
  records: readonly TokenRecord[],
  audit: Audit<void>,
): Promise<{ readonly problem: CommandProblem } | undefined> {
  const named = records.filter((_, index) => grants[index]?.written?.cti !== undefined);
  if (named.length === 0) {
    await store.insertTokens(records, audit);
    return undefined;
  }
  // One after the other: of two parallel calls with one name the second finds the first.
  return declareInTurn(async () => {
    for (const { id } of named) {
      if (await store.token(id)) {
        return invalidFields([{ field: "cti", message: "names another token of this key already" }]);
      }
    }
    await store.insertTokens(records, audit);
    return undefined;
  });
}
