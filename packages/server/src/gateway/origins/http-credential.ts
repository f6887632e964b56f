import type { HttpCredential } from "../../declarations/declaration.ts";

/**
 * The header by which Sluice proves itself to an HTTP server: Basic (RFC 7617, in UTF-8) or Bearer (RFC 6750 section
 * 2.1), which is also how MediaMTX takes its `hlsCDNSecret`.
 */
export function credentialHeaders(credential: HttpCredential | undefined): Readonly<Record<string, string>> {
  if (credential === undefined) return {};
  if (credential.scheme === "bearer") return { authorization: `Bearer ${credential.token.expose()}` };
  const pair = `${credential.user.expose()}:${credential.password.expose()}`;
  return { authorization: `Basic ${Buffer.from(pair, "utf8").toString("base64")}` };
}
