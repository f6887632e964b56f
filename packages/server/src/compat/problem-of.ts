import type { CompatProblem } from "./compat-system.ts";

/** What the framework and the store throw, as a problem. Messages of the framework may quote input: they are not passed on. */
export function problemOf(error: Error & { code?: string; statusCode?: number }): CompatProblem {
  if (error.name === "StoreUnavailable") {
    return { reason: "store-unavailable", detail: "the database cannot be written now; nothing was changed" };
  }
  if (error.code === "FST_ERR_CTP_BODY_TOO_LARGE") {
    return { reason: "body-too-large", detail: "the body is larger than this route takes" };
  }
  if (error.name === "InvalidCursor")
    return { reason: "request-malformed", detail: "this page is none of the list" };
  if ((error.statusCode ?? 500) < 500)
    return { reason: "request-malformed", detail: "the request cannot be read" };
  return {
    reason: "internal-error",
    detail: "something broke; it is in the server's log under this reference",
  };
}
