import { z } from "zod";
import { noted } from "../declarations/setting-notes.ts";

/** A header's name (RFC 9110 section 5.6.2). */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$/;

function headerOf(description: string) {
  return noted(z.stringFormat("header-name", HEADER_NAME).toLowerCase().optional(), {
    description,
    allowed: "the name of a header",
    defaultText: "none",
  });
}

/** In which headers the operator's proxies say what only the end of the client's connection knows. */
export const proxyHeadersSchema = z.strictObject({
  alpn: headerOf("The negotiated protocol, such as `h2` (claim `catalpn`)."),
  ja3: headerOf("The JA3 fingerprint of the client's TLS (claim `cattprint`)."),
  ja4: headerOf("The JA4 fingerprint of the client's TLS (claim `cattprint`)."),
  country: headerOf("The client's country, two letters; stronger than `geo_databases`."),
  region: headerOf("The subdivision of that country, such as `CA`."),
  asn: headerOf("The number of the client's autonomous system; stronger than `geo_databases`."),
  certificate_keys: headerOf(
    "Public keys of the connection's certificates: DER SubjectPublicKeyInfo in base64, separated by commas (claim `cattpk`).",
  ),
});

/** The settings after checking. */
export type ProxyHeaderSettings = z.output<typeof proxyHeadersSchema>;
