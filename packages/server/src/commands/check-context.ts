import { takePathTokens } from "../access/path-tokens.ts";
import type { RequestFacts } from "../access/question.ts";
import { canonicalUrl, type ObserveRequest, streamAddress } from "../access/request-facts.ts";
import { normalisePath } from "../lib/path.ts";
import type { Registry } from "../registry/registry.ts";

/** What claims of signed tokens look at, as the caller of `check` describes it. */
export interface CheckContextInput {
  /** Absolute; a token in it is left out. Without it: the stream's own address. */
  readonly url?: string | undefined;
  /** Without it: GET. */
  readonly method?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly context?:
    | {
        readonly country?: string | undefined;
        readonly region?: string | undefined;
        readonly asn?: number | undefined;
        readonly latitude?: number | undefined;
        readonly longitude?: number | undefined;
        readonly altitude?: number | undefined;
        readonly alpn?: string | undefined;
        readonly tls_fingerprints?: Readonly<Record<string, string>> | undefined;
        readonly draw?: number | undefined;
      }
    | undefined;
}

export interface CheckContextDependencies {
  readonly observe: ObserveRequest;
  readonly registry: Pick<Registry, "application">;
}

/** The facts of a described request; undefined for a URL that no door would take. */
export function contextOfCheck(
  { observe, registry }: CheckContextDependencies,
  input: CheckContextInput,
  { stream, ip }: { readonly stream: string; readonly ip: string | undefined },
): RequestFacts | undefined {
  const { method = "GET", context = {} } = input;
  const headers = lowerCaseNames(input.headers ?? {});
  const { country, region, asn, alpn, tls_fingerprints: tlsFingerprints } = context;
  const connection = { country, region, asn, alpn, tlsFingerprints };
  const observed = observe({ ...streamAddress(stream), method, headers, ip, connection });
  const url = input.url === undefined ? observed.url : urlOf(registry, input.url);
  if (url === undefined) return undefined;
  const { latitude, longitude, altitude, draw } = context;
  return {
    // Its getters are not its own: a copy of the whole would lose them.
    method: observed.method,
    header: observed.header,
    country: observed.country,
    region: observed.region,
    asn: observed.asn,
    alpn: observed.alpn,
    tlsFingerprints: observed.tlsFingerprints,
    certificateKeys: observed.certificateKeys,
    url,
    altitude,
    draw: draw ?? observed.draw,
    latitude: latitude ?? observed.latitude,
    longitude: longitude ?? observed.longitude,
  };
}

function urlOf(registry: Pick<Registry, "application">, text: string): string | undefined {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) return undefined;
  const path = normalisePath(url.pathname);
  if (!path.ok) return undefined;
  const isName = (segment: string) => registry.application(segment) !== undefined;
  const { segments } = takePathTokens(path.segments, isName);
  const { trailingSlash } = path;
  return canonicalUrl(url.origin, { segments, trailingSlash, query: url.search.slice(1) });
}

function lowerCaseNames(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
