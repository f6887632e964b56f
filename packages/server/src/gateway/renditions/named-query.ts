import { queryUnderSession } from "../../access/query-credentials.ts";
import { originQuery } from "../origin-query.ts";

/** Parameters of a blocking reload, which players add themselves (RFC 8216bis section 6.2.5). */
const OF_RELOAD = /^_HLS_[a-z]+=/;

/** An address as it is held against others: its path, and what of its query the origin would see. */
export function addressOf(path: string, query: string): string {
  const rest = originQuery(query);
  return rest === undefined ? path : `${path}?${rest}`;
}

/** The same of a playlist: a reload is the playlist itself. */
export function playlistAddressOf(path: string, query: string): string {
  // First what is passed on at all: of a query that is too long nothing is, whatever of it is the reload's.
  return addressOf(path, withoutReload(queryUnderSession(query) ?? "") ?? "");
}

/** A query without what a blocking reload asks for; undefined when nothing is left. */
export function withoutReload(query: string): string | undefined {
  const rest = query.split("&").filter(pair => pair !== "" && !OF_RELOAD.test(pair));
  return rest.length > 0 ? rest.join("&") : undefined;
}
