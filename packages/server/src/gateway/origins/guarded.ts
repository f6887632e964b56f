import { holdsCredential, holdsOwnCredential } from "../../lib/redact.ts";
import type { Origin, OriginRequest } from "./origin.ts";
import { unavailable } from "./unavailable.ts";

/**
 * The same origin, asked for nothing that holds a token, a handle or an API key. Clients put them into the oddest
 * places, and an origin's log is nobody's to guard.
 */
export function guardedOrigin(origin: Origin): Origin {
  return {
    ...origin,
    async open(request) {
      if (holdsCredential(request.path)) return unavailable("media-not-found");
      const { query, ifNoneMatch, ifRange } = request;
      const isBare = query === undefined && ifNoneMatch === undefined && ifRange === undefined;
      return origin.open(isBare ? request : withoutCredentials(request));
    },
  };
}

function withoutCredentials(request: OriginRequest): OriginRequest {
  const { query, ifNoneMatch, ifRange } = request;
  // A part without its condition could be of another version: then it is the whole.
  const isPlainRange = ifRange === undefined || !holdsCredential(ifRange);
  return {
    ...request,
    ...(isPlainRange ? {} : { range: undefined, ifRange: undefined }),
    query: query !== undefined && holdsOwnCredential(query) ? undefined : query,
    ifNoneMatch: ifNoneMatch !== undefined && holdsCredential(ifNoneMatch) ? undefined : ifNoneMatch,
  };
}
