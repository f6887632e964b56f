import type { SessionRecord } from "@sluice/policy";
import { mayRenew, renewedSession } from "../may-renew.ts";
import type { SessionRenewalOrder } from "../store.ts";
import { admissionView } from "./admission.ts";
import type { MemoryState } from "./state.ts";

/** Moves the end of a live session; undefined when it may not go on. */
export function renewSession(
  state: MemoryState,
  { sessionId, untilSeconds, nowSeconds }: SessionRenewalOrder,
): SessionRecord | undefined {
  const session = state.sessions.get(sessionId);
  if (!session || !mayRenew(session, admissionView(state, { session, nowSeconds }), nowSeconds))
    return undefined;
  const renewed = renewedSession(session, untilSeconds);
  state.sessions.set(sessionId, renewed);
  return renewed;
}
