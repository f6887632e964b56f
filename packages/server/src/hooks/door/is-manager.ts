import { timingSafeEqual } from "node:crypto";
import type { MediaServerSettings } from "../../declarations/media-server.ts";
import type { ManageEvent } from "../media-server-hook.ts";
import { secretHash } from "./secret-hash.ts";

/**
 * True for whoever knows the user name and password that are configured for the server's own API: the server asks us about
 * its managers, too (MediaMTX: actions api, metrics, pprof), and we are one. Without a password nobody is.
 */
export function isManager({ api }: MediaServerSettings, { username, password }: ManageEvent): boolean {
  if (!api?.password) return false;
  const isName = isSame(username, api.username ?? "");
  return isSame(password, api.password.expose()) && isName;
}

function isSame(given: string, expected: string): boolean {
  return timingSafeEqual(secretHash(given), secretHash(expected));
}
