import { EgressRefusedError } from "../../lib/egress.ts";
import { DeadlinePassedError } from "./deadline.ts";
import { RedirectRefusedError } from "./http-exchange.ts";
import type { OriginUnavailable } from "./origin.ts";
import { unavailable } from "./unavailable.ts";

/** Codes of errors on a connection that had been made. What is no HTTP at all has a name instead of a code. */
const BROKEN_ANSWER = /^(?:UND_ERR_(?!CONNECT)|HTTPParserError$|ECONNRESET$|EPIPE$|redirect-refused$)/;

/** What an exchange with an HTTP origin that threw means to the gateway. */
export function replyOfFailure(error: unknown): OriginUnavailable {
  if (error instanceof DeadlinePassedError) return unavailable("origin-timeout", "no answer in time");
  const code = codeOf(error);
  if (code === "UND_ERR_CONNECT_TIMEOUT") return unavailable("origin-timeout", "no connection in time");
  const reason = BROKEN_ANSWER.test(code) ? "origin-error" : "origin-unreachable";
  return unavailable(reason, detailOf(error, code));
}

/** Messages are shown only where they are known to be made of hosts and ports. */
function detailOf(error: unknown, code: string): string {
  if (error instanceof EgressRefusedError || error instanceof RedirectRefusedError) return error.message;
  // A name with several addresses fails with one error for each.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  return first instanceof Error && "syscall" in first ? first.message : code;
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
