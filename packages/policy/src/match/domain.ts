const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;
const WILDCARD = "*.";
const MAX_HOST_LENGTH = 253;

/**
 * A domain limit in its one written form: lower case, no port, no scheme, `*.` only in front. International
 * names become their ASCII form. Undefined when it is not a host name.
 */
export function normaliseDomain(text: string): string | undefined {
  const wildcard = text.startsWith(WILDCARD);
  const host = hostOf(`http://${wildcard ? text.slice(WILDCARD.length) : text}`);
  if (host === undefined || /[/@?#:\\\s]/.test(text)) return undefined;
  return wildcard ? WILDCARD + host : host;
}

/** True when `site` is the host itself, or lies below it for a `*.` pattern (any depth, never the host itself). */
export function matchesDomain(pattern: string, site: string): boolean {
  if (!pattern.startsWith(WILDCARD)) return pattern === site;
  const suffix = pattern.slice(1);
  return site.length > suffix.length && site.endsWith(suffix);
}

/** The host that an Origin or Referer value names, lower case, without port. Undefined for `null` and nonsense. */
export function siteOf(headerValue: string | undefined): string | undefined {
  if (headerValue === undefined || !/^https?:\/\//i.test(headerValue)) return undefined;
  return hostOf(headerValue);
}

function hostOf(url: string): string | undefined {
  const parsed = URL.parse(url);
  const host = parsed?.hostname.replace(/\.$/, "").toLowerCase();
  if (host === undefined || host === "" || host.length > MAX_HOST_LENGTH) return undefined;
  if (host.startsWith("[")) return host;
  return host.split(".").every(label => LABEL.test(label)) ? host : undefined;
}
