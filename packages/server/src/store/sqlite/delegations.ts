import type { DatabaseSync } from "node:sqlite";
import { type DelegationRefusal, planDelegation } from "@sluice/policy";
import type { Audit } from "../audit.ts";
import { delegatingToken } from "../delegating-token.ts";
import type { DelegationPlace, DelegationStore } from "../delegations.ts";
import type { OpenRules } from "../open-rules.ts";
import { tokenSubject } from "../revocation-subject.ts";
import { ANCESTOR_COLUMNS, countingEach, sumOf } from "./ancestor-columns.ts";
import { prepareInsertTokens, prepareToken } from "./tokens.ts";

/** The two connections, and how work on them is run. */
export interface DelegationConnections {
  readonly reader: DatabaseSync;
  readonly writer: DatabaseSync;
  readonly openRules: OpenRules;
  readonly read: <T>(work: () => T) => Promise<T>;
  readonly change: <T>(audit: Audit<T> | undefined, operation: () => T) => Promise<T>;
}

/** The part of the store that writes tokens below tokens. */
export function sqliteDelegations(connections: DelegationConnections): DelegationStore {
  const { reader, writer, openRules, read, change } = connections;
  const peek = preparePlan(reader, openRules);
  const plan = preparePlan(writer, openRules);
  const insertTokens = prepareInsertTokens(writer);
  return {
    peekDelegation: place => read(() => peek(place)),
    insertDelegated: (token, nowSeconds, audit) =>
      change(audit, () => {
        const { organization, lineage = [] } = token;
        const refusal = plan({ organization, lineage, nowSeconds });
        if (refusal) return { outcome: "refused" as const, ...refusal };
        insertTokens([token]);
        return { outcome: "inserted" as const };
      }),
  };
}

function preparePlan(
  database: DatabaseSync,
  openRules: OpenRules,
): (place: DelegationPlace) => DelegationRefusal | undefined {
  const tokenById = prepareToken(database);
  const below = database.prepare(
    countingEach(
      ANCESTOR_COLUMNS,
      column => `SELECT count(*) AS count FROM tokens WHERE ${column} = :id AND revoked_at_seconds IS NULL
        AND (expires_at_seconds IS NULL OR expires_at_seconds > :now)`,
    ),
  );
  return place =>
    planDelegation(place.lineage, {
      token: id =>
        delegatingToken(tokenById(id), place, token =>
          openRules.covers(tokenSubject(token), place.nowSeconds),
        ),
      below: id => sumOf(below.all({ id, now: place.nowSeconds })),
    });
}
