import { queryUnderSession } from "../access/query-credentials.ts";
import { withoutDownload } from "./download.ts";

/** What a player tells of itself (CTA-5004 section 2, in the query). */
const PLAYER_REPORT = /^CMCD(?:=|$)/;

/**
 * What the origin is asked with for a request under a session, and what tells one address from another; undefined: nothing.
 * Neither credentials nor what is meant for this server are in it.
 */
export function originQuery(query: string): string | undefined {
  return withoutPlayerReport(withoutDownload(queryUnderSession(query)));
}

/**
 * The query without what a player tells of itself, which is another text with each request: the same segment would be another
 * one for each viewer, and none that a manifest names.
 */
export function withoutPlayerReport(query: string | undefined): string | undefined {
  if (query === undefined || !query.includes("CMCD")) return query;
  const rest = query.split("&").filter(pair => !PLAYER_REPORT.test(pair));
  return rest.length > 0 ? rest.join("&") : undefined;
}
