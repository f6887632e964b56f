import { isCompatPath, placeOfCompat, reservedSegment } from "./reserved-words.ts";

/**
 * What a listener is for. `all`: everything (the only listener, and the data folder's own socket); with
 * `admin_listen` there are two, `public` and `admin`.
 */
export type ListenerRole = "all" | "public" | "admin";

/** What of the API needs no API key: whoever balances loads, and whoever hands a token on, may come from anywhere. */
const OF_BOTH: ReadonlySet<string> = new Set(["/", "/v1/health", "/v1/delegations"]);

/**
 * Whether a listener serves a path (undecoded, without the public base path). Applications are public; the bare `/`
 * and what of the API needs no API key are served by both.
 */
export function isServedBy(role: ListenerRole, path: string): boolean {
  if (role === "all" || OF_BOTH.has(path)) return true;
  const first = path.split("/", 2)[1] ?? "";
  const place = isCompatPath(path) ? placeOfCompat(path) : (reservedSegment(first)?.place ?? "public");
  return place === "both" || place === role;
}
