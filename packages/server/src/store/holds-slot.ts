import { type SessionRecord, sessionLimit } from "@sluice/policy";

/** True while a session occupies one of its token's places: not ended, its lease running, its own limits ahead. */
export function holdsSlot(session: SessionRecord, nowSeconds: number): boolean {
  return (
    session.endedAtSeconds === undefined &&
    session.leaseUntilSeconds > nowSeconds &&
    sessionLimit(session).atSeconds > nowSeconds
  );
}
