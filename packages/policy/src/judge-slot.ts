import type { AdmissionRequest, AdmissionView, PlannedEnd, SlotFilter } from "./admission-view.ts";
import type { DenyReason } from "./deny-reasons.ts";
import type { WhenFull } from "./limit-types.ts";
import { isLive, type SessionRecord } from "./session.ts";
import { isInSpace, type SlotSpace, slotSpace, usualCounting } from "./slot-space.ts";
import type { StateCheck } from "./verdict.ts";

/** Who made room evicts nobody for so long: two devices that both come back take turns no faster. */
export const EVICTION_BAR_SECONDS = 30;

type SlotCheck = Extract<StateCheck, { kind: "slot" }>;

/** One limit of sessions at the same time, and what was decided before it. */
export interface SlotQuestion {
  readonly check: SlotCheck;
  readonly request: AdmissionRequest;
  readonly view: AdmissionView;
  /** The user of the token whose limit it is. */
  readonly user: string | undefined;
  /** Sessions that end with this admission anyhow. */
  readonly ends: readonly PlannedEnd[];
}

/** There is a place, perhaps because others end; or why not. `detail` goes to the operator. */
export type SlotAnswer =
  | { readonly reason?: undefined; readonly ends: readonly PlannedEnd[]; readonly detail: string }
  | { readonly reason: DenyReason; readonly detail: string };

/** Whether a session finds a place, and who makes room for it. Pure. */
export function judgeSlot(question: SlotQuestion): SlotAnswer {
  const { check, request, view, user, ends } = question;
  const { counting } = check;
  const tokenId = check.token ?? request.session.tokenId;
  const usual = usualCounting(check.of);
  const { per, over } = counting ?? usual;
  const space = slotSpace({ of: check.of, tokenId, user }, { per, over }, request.session);
  const isUsual = per === usual.per && over === usual.over;
  const held = isUsual ? view.takenSlots(check.of, tokenId) : view.slotHolders(space).length;
  const taken = held - freedPlaces(space, ends, request.nowSeconds);
  const detail = `${taken} of ${check.max} places are taken`;
  if (taken < check.max) return { ends: [], detail };
  const full = { reason: check.of === "token" ? "too-many-sessions" : "stream-full", detail } as const;
  if (!counting || counting.whenFull === "reject-new") return full;
  return (
    makeRoom(question, { space, whenFull: counting.whenFull, needed: taken - check.max + 1, detail }) ?? full
  );
}

interface FullSpace {
  readonly space: SlotSpace;
  readonly whenFull: Exclude<WhenFull, "reject-new">;
  readonly needed: number;
  readonly detail: string;
}

function makeRoom(
  { check, request, view, ends }: SlotQuestion,
  { space, whenFull, needed, detail }: FullSpace,
): SlotAnswer | undefined {
  const { holder } = request.session;
  const chosen = view
    .slotHolders(space, {
      limit: needed + ends.length,
      holder: whenFull === "evict-same-device" ? holder : undefined,
      ...whoMayGo(check, request),
    })
    .filter(({ id }) => !ends.some(({ session }) => session.id === id))
    .slice(0, needed);
  if (chosen.length < needed) return undefined;
  const barring = view.evictedOfHolder(request.nowSeconds - EVICTION_BAR_SECONDS);
  if (barring.some(session => isInSpace(space, session))) {
    return {
      reason: "session-evicted",
      detail: `${detail}; this viewer made room less than ${EVICTION_BAR_SECONDS} s ago`,
    };
  }
  return {
    ends: chosen.map(session => ({ session, reason: "evicted" })),
    detail: `${detail}; ${chosen.map(({ id }) => id).join(", ")} makes room`,
  };
}

/**
 * Whoever plays ends no publisher. A token's own limit of a stream's sessions ends none of strangers. What holders of tokens
 * say of tokens that they made from theirs, and the users that they name, end sessions of their own family alone: nobody
 * with a key has said so.
 */
function whoMayGo(
  { of, counting, token }: SlotCheck,
  { session: { action, tokenId, lineage: [root] = [] } }: AdmissionRequest,
): Pick<SlotFilter, "action" | "root"> {
  const only = { action: action === "play" ? action : undefined };
  const isOfAll = counting?.per === "stream";
  if (of === "token" && isOfAll) return { ...only, root: root ?? tokenId };
  const isSaidWithKey = of === "token" ? token === root : isOfAll;
  return isSaidWithKey ? only : { ...only, root };
}

/** How many of the sessions that end held one of the places. */
function freedPlaces(space: SlotSpace, ends: readonly PlannedEnd[], nowSeconds: number): number {
  const isFreed = (session: SessionRecord) => isInSpace(space, session) && isLive(session, nowSeconds);
  return ends.filter(({ session }) => isFreed(session)).length;
}
