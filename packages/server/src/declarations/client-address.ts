import { isBaseUrl, normalizeBaseUrl } from "./base-url.ts";
import type { ClientProtocol } from "./media-server.ts";

const HOST = String.raw`(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])`;
const PORT = ":[1-9][0-9]{0,4}";
const HTTP = /^https?:/i;

/** Nothing but scheme, host and port: their clients take what follows for the stream's name. SRT has no port of its own. */
const FORMS: Readonly<Record<Exclude<ClientProtocol, "whip" | "whep">, RegExp>> = {
  rtmp: new RegExp(`^rtmps?://${HOST}(?:${PORT})?/?$`),
  rtsp: new RegExp(`^rtsps?://${HOST}(?:${PORT})?/?$`),
  srt: new RegExp(`^srt://${HOST}${PORT}/?$`),
};

const HTTP_RULE = "an http or https URL without query, fragment, user name or password";

/** What each takes, in words. */
export const CLIENT_ADDRESS_RULES: Readonly<Record<ClientProtocol, string>> = {
  rtmp: "rtmp:// or rtmps://, a host and a port or none, and nothing more",
  rtsp: "rtsp:// or rtsps://, a host and a port or none, and nothing more",
  srt: "srt://, a host and a port, and nothing more",
  whip: HTTP_RULE,
  whep: HTTP_RULE,
};

/** Whether a text is an address to build the addresses of streams on: without credentials and without a query. */
export function isClientAddress(protocol: ClientProtocol, text: string): boolean {
  if (protocol === "whip" || protocol === "whep") return isBaseUrl(text);
  // What is no port or no IPv6 address is no URL either.
  return FORMS[protocol].test(text) && URL.canParse(text);
}

/** The address without slashes at its end; that of HTTP in its canonical form. The text must be a client address. */
export function normalizeClientAddress(text: string): string {
  return HTTP.test(text) ? normalizeBaseUrl(text) : text.replace(/\/+$/, "");
}
