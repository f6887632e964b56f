import type { Constraint } from "@sluice/policy";
import type { VerifiedToken } from "../access/verified-token.ts";

/** What decides where a page may be shown. */
interface Bounds {
  readonly token?: Pick<VerifiedToken, "constraints" | "ancestors"> | undefined;
  /** The stream's own. */
  readonly limits?: readonly Constraint[] | undefined;
}

/** The limits of sites that hold for a page, each a list of which one must match. */
export function siteLimits({ token, limits = [] }: Bounds): readonly (readonly string[])[] {
  const above = token?.ancestors?.flatMap(({ constraints }) => constraints) ?? [];
  const all = [...limits, ...above, ...(token?.constraints ?? [])];
  return all.flatMap(limit => (limit.kind === "domain" ? [limit.patterns] : []));
}

/**
 * The Content-Security-Policy of a page (CSP Level 3). A browser obeys every policy of the header, so each list of sites
 * is one of its own: a frame is shown where all of its ancestors match all of them, and `'self'` is no way around. Media
 * comes from here and from `edges`, the web servers that deliver it, too.
 */
export function pagePolicy(
  nonce: string,
  sites: readonly (readonly string[])[],
  edges: readonly string[] = [],
): string {
  const [first, ...others] = sites.map(frameAncestors);
  // Without their paths, which may hold what separates directives.
  const own = ["'self'", ...new Set(edges.flatMap(url => URL.parse(url)?.origin ?? []))].join(" ");
  const page = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "img-src 'self' data:",
    `media-src ${own} blob:`,
    `connect-src ${own}`,
    "base-uri 'none'",
    "form-action 'none'",
    first ?? "frame-ancestors *",
  ];
  return [page.join("; "), ...others].join(", ");
}

/** A pattern `*.example.com` has the same meaning in both: hosts below, never the host itself. */
function frameAncestors(domains: readonly string[]): string {
  const hosts = domains.flatMap(domain => [`https://${domain}:*`, `http://${domain}:*`]);
  return `frame-ancestors ${hosts.length === 0 ? "'none'" : hosts.join(" ")}`;
}
