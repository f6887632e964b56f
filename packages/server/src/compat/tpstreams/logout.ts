import { removeLoginKey } from "../../commands/api-keys/login-keys.ts";
import { GUESS_RETRY_SECONDS } from "../../lib/guess-throttle.ts";
import type { CompatRoute } from "../compat-system.ts";
import { keyOf } from "./key-of.ts";

/**
 * `POST /api/auth/logout/` → 204: removes the key that is presented, if a login has made it. The key needs no other right
 * than to be one.
 */
export const logoutRoute: CompatRoute = {
  method: "POST",
  url: "/api/auth/logout/",
  // Each key may remove itself, so that no right is asked for; a key is.
  scope: "open",
  async answer(dependencies, { headers, ip }) {
    const result = await dependencies.authenticator({ key: keyOf(headers), local: undefined, ip });
    if ("refused" in result) {
      const retryAfterSeconds = result.refused === "too-many-guesses" ? GUESS_RETRY_SECONDS : undefined;
      return { problem: { reason: result.refused, detail: "this is no API key", retryAfterSeconds } };
    }
    const outcome = await removeLoginKey(dependencies, result.actor);
    return "problem" in outcome ? outcome : { status: 204 };
  },
};
