import { neighbourhoodOf, type TokenStatus } from "@sluice/policy";
import { openToken } from "@sluice/token";
import { statusOfText } from "../../commands/tokens/status-of-text.ts";
import { GUESS_RETRY_SECONDS } from "../../lib/guess-throttle.ts";
import type { CompatAnswer, CompatRoute } from "../compat-system.ts";
import { readToken } from "./read-token.ts";

const MILLISECONDS = 1_000;
/** The one code that they publish for tokens that open nothing. */
const NOT_VALID = 1002;

/** Why a token opens nothing; they publish the words for one that is over. */
const messages: Readonly<Record<Exclude<TokenStatus, "active">, string>> = {
  expired: "jwt expired",
  "not-yet-valid": "jwt not active",
  revoked: "jwt revoked",
  suspended: "jwt suspended",
  used: "jwt already used",
};

/**
 * `POST /api/v1/splay/verify`: whether a token of anybody opens anything now. Without a key, as there: who has the text could
 * ask a door, too. Wrong ones are counted per address.
 */
export const verifyRoute: CompatRoute = {
  method: "POST",
  url: "/api/v1/splay/verify",
  scope: "open",
  async answer(dependencies, { body, ip, nowMilliseconds }) {
    const read = readToken(body);
    if ("problem" in read) return read;
    const { token } = read;
    const status = await statusOfText(dependencies, token);
    if (status === "active") return { status: 200, json: { success: true, data: { token } } };
    if (status !== undefined) return refused(messages[status]);
    if (dependencies.guesses.note(neighbourhoodOf(ip), Math.floor(nowMilliseconds / MILLISECONDS))) {
      dependencies.metrics.guessesThrottled.inc({ credential: "token" });
      const detail = "too many wrong tokens came from this address; wait a minute";
      return { problem: { reason: "too-many-guesses", detail, retryAfterSeconds: GUESS_RETRY_SECONDS } };
    }
    return refused("problem" in openToken(token) ? "jwt malformed" : "invalid signature");
  },
};

function refused(message: string): CompatAnswer {
  return { status: 403, json: { success: false, errorCode: NOT_VALID, message } };
}
