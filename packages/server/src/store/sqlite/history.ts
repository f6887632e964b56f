import type { DatabaseSync } from "node:sqlite";
import { type AdmissionRequest, BAR_SECONDS, EVICTION_BAR_SECONDS, tokensOf } from "@sluice/policy";
import type { AdmissionHistory, TokenHistory } from "../history.ts";
import { ANCESTOR_COLUMNS, countingEach, sumOf } from "./ancestor-columns.ts";
import { prepareBinding } from "./bindings.ts";
import { revocationOfRow } from "./revocation-row.ts";
import { inOrder, number, optionalNumber } from "./rows.ts";
import { sessionOfRow } from "./session-row.ts";
import { prepareStreamTotals } from "./stream-totals.ts";
import { prepareToken } from "./tokens.ts";

const OWN = "organization = :organization AND token_id = :token";

/** Prepares what is kept about a request's tokens at the request's second. */
export function prepareHistory(database: DatabaseSync): (request: AdmissionRequest) => AdmissionHistory {
  const historyOfToken = prepareTokenHistory(database);
  const rules = database.prepare(
    `SELECT * FROM revocations WHERE organization = :organization AND created_at_seconds <= :at
     AND (undone_at_seconds IS NULL OR undone_at_seconds > :at)`,
  );
  const ofStream = database.prepare(
    `SELECT * FROM sessions WHERE organization = :organization AND stream = :stream AND started_at_seconds <= :at
     AND (ended_at_seconds IS NULL OR ended_at_seconds > :at)`,
  );
  const inOrganization = database.prepare(
    `SELECT * FROM sessions WHERE organization = :organization AND started_at_seconds <= :at
     AND (ended_at_seconds IS NULL OR ended_at_seconds > :at - ${EVICTION_BAR_SECONDS}) ORDER BY seq`,
  );
  const streamTotals = prepareStreamTotals(database);
  return ({ session, nowSeconds }) => {
    const { organization, stream } = session;
    const ids = tokensOf(session);
    return {
      tokens: new Map(ids.map(id => [id, historyOfToken(organization, id, nowSeconds)])),
      rules: rules.all({ organization, at: nowSeconds }).map(revocationOfRow),
      sessions: () => inOrganization.all({ organization, at: nowSeconds }).map(sessionOfRow),
      streamTotals: streamTotals(session),
      ofStream: () => ofStream.all({ organization, stream, at: nowSeconds }).map(sessionOfRow),
    };
  };
}

function prepareTokenHistory(
  database: DatabaseSync,
): (organization: string, id: string, atSeconds: number) => TokenHistory {
  const tokenById = prepareToken(database);
  const bindingOf = prepareBinding(database);
  const suspensions = database.prepare("SELECT * FROM token_suspensions WHERE token_id = ?");
  const owners = [OWN, ...ANCESTOR_COLUMNS.map(column => `${column} = :token`)];
  const later = database.prepare(
    countingEach(
      owners,
      owner =>
        `SELECT count(*) AS count FROM sessions WHERE ${owner} AND started_at_seconds > :at AND is_resumed = 0`,
    ),
  );
  const sessionsOf = (owner: string) =>
    database.prepare(
      `SELECT * FROM sessions WHERE ${owner} AND started_at_seconds <= :at
       AND (ended_at_seconds IS NULL OR ended_at_seconds > :at - ${BAR_SECONDS})`,
    );
  const own = sessionsOf(OWN);
  const delegated = ANCESTOR_COLUMNS.map(column => sessionsOf(`${column} = :token`));
  return (organization, token, at) => {
    const record = tokenById(token);
    const rows = [
      ...own.all({ organization, token, at }),
      ...delegated.flatMap(statement => statement.all({ token, at })),
    ];
    return {
      token: record?.organization === organization ? record : undefined,
      binding: bindingOf(token),
      suspensions: suspensions.all(token).map(span => ({
        fromSeconds: number(span, "from_seconds"),
        untilSeconds: optionalNumber(span, "until_seconds"),
      })),
      laterSessions: sumOf(later.all({ organization, token, at })),
      sessions: inOrder(rows).map(sessionOfRow),
    };
  };
}
