import type { MediaServerApiSettings } from "../../declarations/media-server.ts";

/** The header of HTTP Basic (RFC 7617) for the configured user; empty when no password is configured. */
export function basicCredentials({
  username = "",
  password,
}: Pick<MediaServerApiSettings, "username" | "password">): Readonly<Record<string, string>> {
  if (password === undefined) return {};
  return { authorization: `Basic ${Buffer.from(`${username}:${password.expose()}`).toString("base64")}` };
}
