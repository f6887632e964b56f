import type { DatabaseSync } from "node:sqlite";
import { type AdmissionRequest, BAR_SECONDS } from "@sluice/policy";
import type { TokenHistory } from "../history.ts";
import { revocationOfRow } from "./revocation-row.ts";
import { number, optionalNumber } from "./rows.ts";
import { sessionOfRow } from "./session-row.ts";
import { prepareToken } from "./tokens.ts";

/** Prepares what is kept about a request's token at the request's second. */
export function prepareHistory(database: DatabaseSync): (request: AdmissionRequest) => TokenHistory {
  const tokenById = prepareToken(database);
  const suspensions = database.prepare("SELECT * FROM token_suspensions WHERE token_id = ?");
  const rules = database.prepare(
    `SELECT * FROM revocations WHERE organization = :organization AND created_at_seconds <= :at
     AND (undone_at_seconds IS NULL OR undone_at_seconds > :at)`,
  );
  const later = database.prepare(
    "SELECT count(*) AS later FROM sessions WHERE organization = ? AND token_id = ? AND started_at_seconds > ?",
  );
  const sessions = database.prepare(
    `SELECT * FROM sessions WHERE organization = :organization AND token_id = :token AND started_at_seconds <= :at
     AND (ended_at_seconds IS NULL OR ended_at_seconds > :at - ${BAR_SECONDS}) ORDER BY seq`,
  );
  const ofStream = database.prepare(
    `SELECT * FROM sessions WHERE organization = :organization AND stream = :stream AND started_at_seconds <= :at
     AND (ended_at_seconds IS NULL OR ended_at_seconds > :at)`,
  );
  return ({ session: { organization, tokenId, stream }, nowSeconds }) => {
    const token = tokenById(tokenId);
    const row = later.get(organization, tokenId, nowSeconds);
    return {
      token: token?.organization === organization ? token : undefined,
      suspensions: suspensions.all(tokenId).map(span => ({
        fromSeconds: number(span, "from_seconds"),
        untilSeconds: optionalNumber(span, "until_seconds"),
      })),
      rules: rules.all({ organization, at: nowSeconds }).map(revocationOfRow),
      laterSessions: row ? number(row, "later") : 0,
      sessions: sessions.all({ organization, token: tokenId, at: nowSeconds }).map(sessionOfRow),
      ofStream: () => ofStream.all({ organization, stream, at: nowSeconds }).map(sessionOfRow),
    };
  };
}
