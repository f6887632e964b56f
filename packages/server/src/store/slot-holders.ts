import {
  type Holder,
  isBarredHolder,
  isInSpace,
  type SessionRecord,
  type SlotFilter,
  type SlotSpace,
  sameHolder,
  tokensOf,
} from "@sluice/policy";
import { holdsSlot } from "./holds-slot.ts";

/** The sessions at hand, the oldest first, that hold a slot in a space. The reference for stores that ask a database. */
export function slotHoldersOf(
  sessions: Iterable<SessionRecord>,
  space: SlotSpace,
  nowSeconds: number,
  only?: SlotFilter,
): readonly SessionRecord[] {
  const found = [...sessions].filter(
    session =>
      isInSpace(space, session) && holdsSlot(session, nowSeconds) && (!only || isAskedFor(session, only)),
  );
  return only ? found.slice(0, only.limit) : found;
}

function isAskedFor(session: SessionRecord, { holder, action, root }: SlotFilter): boolean {
  if (holder && !sameHolder(session.holder, holder)) return false;
  if (action !== undefined && session.action !== action) return false;
  return root === undefined || tokensOf(session).includes(root);
}

/** Those at hand that made room for others after a second, of a holder or one of whom as little is known. */
export function evictedOf(
  sessions: Iterable<SessionRecord>,
  { organization, holder }: { readonly organization: string; readonly holder: Holder },
  afterSeconds: number,
): readonly SessionRecord[] {
  return [...sessions].filter(
    session =>
      session.organization === organization &&
      session.endReason === "evicted" &&
      (session.endedAtSeconds ?? 0) > afterSeconds &&
      isBarredHolder(session.holder, holder),
  );
}
