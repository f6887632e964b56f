import type { IncomingHttpHeaders } from "node:http";
import { isIP } from "node:net";

/** Names of headers by which proxies, balancers and CDNs say that they have passed a request on, and for whom. */
const OF_PROXIES =
  /^(?:via|cdn-loop)$|forwarded|^x-(?:amzn|azure|envoy|original|real)-|(?:client|connecting|originating|proxyuser|remote|source)-?(?:addr|ip)/;
/** Ends of names that mean something only inside a network (RFC 6761, 6762, 8375; ICANN's `internal`). */
const INSIDE = /(?:^|\.)(?:home\.arpa|internal|lan|local|localhost)$/;

/**
 * Whether a call comes straight from the program at its address. Not so what a proxy has passed on: whose address it reports
 * can be anybody. Nor what a browser asks for, which any site may have told it to; it owns up to that by what no page can take
 * away, and the name in `Host` shows a page whose own name leads here (DNS rebinding). What a person types in is their own call.
 */
export function isDirectCall(headers: IncomingHttpHeaders, publicHostname: string): boolean {
  if (Object.keys(headers).some(name => OF_PROXIES.test(name))) return false;
  if (headers.origin !== undefined || headers.referer !== undefined) return false;
  const site = headers["sec-fetch-site"];
  const isBrowser = site !== undefined || /^mozilla\//i.test(headers["user-agent"] ?? "");
  if (isBrowser && site !== "none") return false;
  return isOurs(headers.host, publicHostname);
}

/** True for an address, for names that nobody outside can own, and for the server's own. */
function isOurs(host: string | undefined, publicHostname: string): boolean {
  if (host === undefined) return true;
  const name = host.replace(/:\d*$/, "").toLowerCase().replace(/\.$/, "");
  const bare = name.replace(/^\[([^\]]*)\]$/, "$1");
  return isIP(bare) !== 0 || !name.includes(".") || INSIDE.test(name) || name === publicHostname;
}
