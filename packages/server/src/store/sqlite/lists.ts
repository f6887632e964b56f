import type { DatabaseSync } from "node:sqlite";
import type { SessionRecord } from "@sluice/policy";
import { isWithdrawn } from "../is-withdrawn.ts";
import type { OpenRules } from "../open-rules.ts";
import type { Page } from "../page.ts";
import type { DecisionQuery, RevocationQuery, SessionQuery, TokenQuery } from "../queries.ts";
import type { RevocationRecord } from "../revocations.ts";
import type { DecisionRecord } from "../store.ts";
import type { TokenRecord } from "../token-record.ts";
import { decisionList } from "./decision-list.ts";
import { revocationOfRow } from "./revocation-row.ts";
import { type ListSource, preparePages, type Run } from "./scan.ts";
import { prepareSessionList } from "./session-list.ts";
import { tokenList } from "./token-list.ts";
import { prepareToken } from "./tokens.ts";

/** The pages of the store, newest first. A page is found by the position of the one before it, never by an offset. */
export interface Lists {
  tokens(query: TokenQuery): Promise<Page<TokenRecord>>;
  sessions(query: SessionQuery): Promise<Page<SessionRecord>>;
  revocations(query: RevocationQuery): Promise<Page<RevocationRecord>>;
  decisions(query: DecisionQuery): Promise<Page<DecisionRecord>>;
}

/** Prepares the lists on the reading connection. `pageRows` bounds what one page looks at. */
export function prepareLists(
  database: DatabaseSync,
  openRules: OpenRules,
  run: Run,
  pageRows?: number,
): Lists {
  const page = preparePages(database, run, pageRows);
  const sessionList = prepareSessionList(database);
  const tokenById = prepareToken(database);
  const isCovered = (token: TokenRecord, atSeconds: number): boolean =>
    isWithdrawn(token, { openRules, token: tokenById }, atSeconds);
  return {
    tokens: query => page(tokenList(query, isCovered, openRules.mayCoverTokens(query.organization)), query),
    sessions: async query => page(await run(() => sessionList(query)), query),
    revocations: query => page(revocationList(query), query),
    decisions: query => page(decisionList(query), query),
  };
}

function revocationList({ organization, within }: RevocationQuery): ListSource<RevocationRecord> {
  const inside = {
    sql: `applications_json IS NOT NULL AND NOT EXISTS (SELECT 1 FROM json_each(applications_json)
      WHERE value NOT IN (SELECT value FROM json_each(?)))`,
    values: [JSON.stringify(within)],
  };
  return {
    ranges: [
      {
        table: "revocations AS place",
        conditions: [{ sql: "organization = ?", values: [organization] }],
        position: ["seq"],
      },
    ],
    filters: within ? [inside] : [],
    parse: revocationOfRow,
  };
}
