import { looksLikeToken } from "./looks-like-token.ts";
import { tokenOfQuery } from "./query-token.ts";
import { readStreamName } from "./stream-name.ts";
import { readSubscriberPath } from "./subscriber-path.ts";

/** What an address says that OvenMediaEngine was asked for. */
export interface OmeUrl {
  readonly application: string;
  readonly stream: string;
  readonly token: string | undefined;
  /** True when OvenMediaEngine calls the stream by a name that holds a token. */
  readonly isNamedWithToken?: true | undefined;
}

const SCHEME = /^[a-z][a-z0-9+.-]{0,15}:\/\//i;
/** `user:password@` or nothing, a host, a port or none: what is written otherwise is cut elsewhere by OvenMediaEngine. */
const AUTHORITY = /^(?:[^:@#]+:[^@#]+@)?(?:\[[0-9A-Za-z:.]+\]|[^:@#[\]]*)(?::[0-9]+)?$/;

/**
 * Reads `scheme://host[:port]/app/stream[/file][?query]`, of any scheme. Undefined for what OvenMediaEngine could read as
 * another stream: its own expression (src/projects/base/ovlibrary/url.cpp) takes the last `://` for the scheme's and the last
 * `:…@` for a user's, also inside of the query. A user in front of the host is passed over. Names are not decoded, as it
 * does not decode them. Never throws, in a time linear in the length.
 */
export function readOmeUrl(url: string): OmeUrl | undefined {
  const scheme = SCHEME.exec(url)?.[0];
  if (scheme === undefined || url.indexOf("://", scheme.length) >= 0) return undefined;
  const rest = url.slice(scheme.length);
  const [beforeQuery = ""] = rest.split("?", 1);
  const [authority = "", application = "", typed = "", file = ""] = beforeQuery.split("/", 4);
  if (!AUTHORITY.test(authority) || rest.indexOf("@", authority.length) >= 0) return undefined;
  if (application === "") return undefined;
  const named = readStreamName(typed);
  if (named.stream === "") return undefined;
  const query = rest.slice(beforeQuery.length + 1);
  const ofSubscriber = readSubscriberPath(beforeQuery.split("/").slice(2).join("/"))?.token;
  const ofPath = named.token ?? (looksLikeToken(file) ? file : ofSubscriber);
  const isNamedWithToken = named.token === undefined ? undefined : true;
  return { application, stream: named.stream, token: tokenOfQuery(query) ?? ofPath, isNamedWithToken };
}
