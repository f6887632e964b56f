import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { TrustsPeer } from "./client-address.ts";
import { ownAlpn } from "./own-tls-facts.ts";

/** In which headers the operator's proxies say what they alone know; lower-case names. */
export interface ProxyHeaders {
  readonly alpn?: string | undefined;
  readonly ja3?: string | undefined;
  readonly ja4?: string | undefined;
  readonly country?: string | undefined;
  readonly region?: string | undefined;
  readonly asn?: string | undefined;
  /** Base64 of DER SubjectPublicKeyInfo, several with commas between them. */
  readonly certificateKeys?: string | undefined;
}

/** What is known of the client's connection: by a trusted proxy, or at our own end of it. */
export interface ProxyFacts {
  readonly alpn: string | undefined;
  readonly tlsFingerprints: Readonly<Record<string, string>>;
  readonly country: string | undefined;
  readonly region: string | undefined;
  readonly asn: number | undefined;
  readonly certificateKeys: readonly Uint8Array[] | undefined;
}

/**
 * What a trusted proxy says. Whatever the headers of anybody else say, a client may have written them: of their
 * connections there is what our own end of TLS knows, or undefined.
 */
export type ReadProxyFacts = (request: IncomingMessage) => ProxyFacts | undefined;

export function createProxyFacts(names: ProxyHeaders, trustsPeer: TrustsPeer): ReadProxyFacts {
  return request => {
    if (!trustsPeer(request)) return ownFacts(request);
    const { headers } = request;
    return {
      alpn: textOf(headers, names.alpn),
      tlsFingerprints: fingerprints(headers, names),
      country: textOf(headers, names.country, /^[A-Za-z]{2}$/)?.toUpperCase(),
      region: textOf(headers, names.region, /^[A-Za-z0-9]{1,3}$/)?.toUpperCase(),
      asn: numberOf(textOf(headers, names.asn, /^(?:AS)?\d{1,10}$/i)),
      // Several in one line are the proxy's own; in two lines one may be the client's.
      certificateKeys: isTwice(request, names.certificateKeys)
        ? undefined
        : keysOf(textOf(headers, names.certificateKeys)),
    };
  };
}

/** A proxy's own connection to us says nothing of the client's. */
function ownFacts(request: IncomingMessage): ProxyFacts | undefined {
  const alpn = ownAlpn(request);
  if (alpn === undefined) return undefined;
  const nothing = { country: undefined, region: undefined, asn: undefined, certificateKeys: undefined };
  return { alpn, tlsFingerprints: {}, ...nothing };
}

/** A header that is there twice was also written by somebody else: it says nothing. */
function textOf(headers: IncomingHttpHeaders, name: string | undefined, form = /^.+$/): string | undefined {
  const value = name === undefined ? undefined : headers[name];
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  return form.test(text) ? text : undefined;
}

function isTwice({ headersDistinct }: IncomingMessage, name: string | undefined): boolean {
  return name !== undefined && (headersDistinct[name]?.length ?? 0) > 1;
}

function fingerprints(headers: IncomingHttpHeaders, { ja3, ja4 }: ProxyHeaders): Record<string, string> {
  const found: Record<string, string> = {};
  const first = textOf(headers, ja3, /^[^,]+$/);
  const second = textOf(headers, ja4, /^[^,]+$/);
  if (first !== undefined) found["ja3"] = first.toLowerCase();
  if (second !== undefined) found["ja4"] = second.toLowerCase();
  return found;
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text.replace(/^AS/i, ""));
}

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

function keysOf(text: string | undefined): readonly Uint8Array[] | undefined {
  const keys = text?.split(",").map(key => key.trim());
  if (!keys?.every(key => BASE64.test(key))) return undefined;
  return keys.map(key => new Uint8Array(Buffer.from(key, "base64")));
}
