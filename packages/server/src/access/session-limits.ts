import type { BindOrder, Constraint, ConstraintTypes, SessionRecord } from "@sluice/policy";
import type { TokenRecord } from "../store/token-record.ts";
import { bindOrders, bindsIn } from "./bind-orders.ts";
import { constraintsOf } from "./verified-token.ts";

/** What limits say of the requests under a session, manifests or not. */
export interface SessionLimits {
  /** To whom its tokens belong. */
  readonly binds: readonly BindOrder[];
  /** True: something that is counted says nothing of whom it belongs to, so that the session belongs to its holder. */
  readonly isHeld: boolean;
  /** What all of them leave may be played. */
  readonly renditions: readonly ConstraintTypes["renditions"][];
  /** False: no whole files. */
  readonly mayDownload: boolean;
}

/** Of a session that no token made, and of one without limits of this kind. */
export const noSessionLimits: SessionLimits = { binds: [], isHeld: true, renditions: [], mayDownload: true };

/** The limits of a session's token, of those that it was delegated from, and of its stream. */
export function sessionLimits(
  record: Pick<SessionRecord, "streamMaxSessions" | "counting">,
  [token, ...ancestors]: readonly TokenRecord[],
  ofStream: readonly Constraint[] = [],
): SessionLimits {
  if (!token) return { ...noSessionLimits, ...playLimits(ofStream) };
  const family = [token, ...ancestors].map(one => ({ ...one, constraints: constraintsOf(one) }));
  const [own = { ...token, constraints: [] }, ...above] = family;
  const isOfStream = record.streamMaxSessions !== undefined || record.counting?.isPlay === true;
  return {
    binds: bindOrders(own, above, ofStream),
    isHeld:
      (isOfStream && bindsIn(ofStream).length === 0) ||
      family.some(
        one => (one.maxUses ?? one.maxSessions) !== undefined && bindsIn(one.constraints).length === 0,
      ),
    ...playLimits([...family.flatMap(({ constraints }) => constraints), ...ofStream]),
  };
}

/** What limits say of renditions and of whole files. */
export function playLimits(
  constraints: readonly Constraint[],
): Pick<SessionLimits, "renditions" | "mayDownload"> {
  return {
    renditions: constraints.flatMap(constraint => (constraint.kind === "renditions" ? [constraint] : [])),
    mayDownload: !constraints.some(constraint => constraint.kind === "download" && !constraint.allowed),
  };
}
