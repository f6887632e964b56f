import { decodeHex } from "../bytes/hex.ts";
import type { RequestContext } from "../request-context.ts";
import { list, number, object, text, texts } from "./shapes.ts";

/** Half: neither a claim that refuses always (1) nor one that refuses never (0) depends on it. */
const DRAW = 0.5;

/**
 * A vector's context. What is missing or null is not known; keys that nobody knows are passed over. `now` falls back to
 * the time of the run.
 */
export function readContext(value: unknown, runSeconds: number): RequestContext {
  const context = object(value);
  const headers = headerFinder(object(context.headers));
  const country = text(context.country)?.toUpperCase();
  return {
    nowSeconds: number(context.now) ?? runSeconds,
    issuers: texts(context.issuer ?? context.issuers),
    audiences: texts(context.audience ?? context.audiences),
    url: text(context.url),
    method: text(context.method),
    header: headers,
    ip: text(context.ip),
    asn: number(context.asn),
    country,
    region: regionOf(text(context.region)?.toUpperCase(), country),
    latitude: number(context.lat ?? context.latitude),
    longitude: number(context.lon ?? context.longitude),
    altitude: number(context.alt ?? context.altitude),
    alpn: text(context.alpn),
    certificateKeys: certificateKeys(context.tls_spki_hex ?? context.spki_hex),
    tlsFingerprints: fingerprints(object(context.tls_fingerprints ?? context.tls)),
    draw: number(context.draw) ?? DRAW,
    isBarred: () => false,
  };
}

/** `SE-AB` and `AB` name the same subdivision. */
function regionOf(region: string | undefined, country: string | undefined): string | undefined {
  return region?.startsWith(`${country}-`) ? region.slice(`${country}-`.length) : region;
}

function headerFinder(headers: Readonly<Record<string, unknown>>): (name: string) => string | undefined {
  const byName = new Map(
    Object.entries(headers).flatMap(([name, value]) => {
      const lines = texts(value);
      return lines ? [[name.toLowerCase(), lines.join(", ")] as const] : [];
    }),
  );
  return name => byName.get(name.toLowerCase());
}

function certificateKeys(value: unknown): readonly Uint8Array[] | undefined {
  const written = texts(value);
  return written?.flatMap(hex => decodeHex(hex) ?? []);
}

function fingerprints(written: Readonly<Record<string, unknown>>): Record<string, string> | undefined {
  const found = Object.entries(written).filter(([name]) => name.startsWith("ja"));
  if (found.length === 0) return undefined;
  return Object.fromEntries(
    found.flatMap(([name, value]) => list([text(value)]).map(entry => [name, String(entry)])),
  );
}
