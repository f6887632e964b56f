import type { OriginUnavailable } from "./origin.ts";

/** The reply that there is no media, with what the operator should know of it. */
export function unavailable(reason: OriginUnavailable["reason"], detail?: string): OriginUnavailable {
  return detail === undefined
    ? { outcome: "unavailable", reason }
    : { outcome: "unavailable", reason, detail };
}
