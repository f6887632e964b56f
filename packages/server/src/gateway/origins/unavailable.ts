import type { OriginUnavailable } from "./origin.ts";

/** The reply that there is no media, for a reason that needs no more to say. */
export function unavailable(reason: OriginUnavailable["reason"]): OriginUnavailable {
  return { outcome: "unavailable", reason };
}
