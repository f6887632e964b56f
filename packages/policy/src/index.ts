export {
  type Address,
  containsAddress,
  type Network,
  parseAddress,
  parseNetwork,
  prefixOf,
} from "@sluice/token";
export {
  type AccessRequest,
  type Action,
  type ClientFacts,
  type DoorName,
  doorNames,
  type StreamFacts,
} from "./access-request.ts";
export { planAdmission } from "./admission.ts";
export type {
  AdmissionPlan,
  AdmissionRequest,
  AdmissionToken,
  AdmissionView,
  Comeback,
  EntryForm,
  PlannedEnd,
  SlotFilter,
  StreamTotals,
  UsedUp,
} from "./admission-view.ts";
export { connectionKey } from "./connection-key.ts";
export type { Constraint, ConstraintKind, ConstraintOf, ConstraintTypes, Target } from "./constraint.ts";
export { covers, describeTarget } from "./constraints/target.ts";
export {
  DEFAULT_MAX_CHILDREN,
  type DelegatingToken,
  type DelegationRefusal,
  type DelegationView,
  planDelegation,
  remainingDepth,
} from "./delegation.ts";
export { type DenyReason, denyReasons, denyText, isRetryable } from "./deny-reasons.ts";
export type { DenyText } from "./deny-text.ts";
export type { Enforcement } from "./enforcement.ts";
export { evaluate, evaluateManifest, evaluateStream } from "./evaluate.ts";
export { evaluateAncestor } from "./evaluate-ancestor.ts";
export { isQuotaSpent, type Quota } from "./judge-amount.ts";
export { bindingReason } from "./judge-binds.ts";
export { EVICTION_BAR_SECONDS } from "./judge-slot.ts";
export {
  type AccessRule,
  type AllowDeny,
  type Binding,
  type BindLimit,
  bindings,
  type FurtherLimits,
  fullRules,
  type OpenHours,
  type SessionCounting,
  type SessionsOver,
  type SessionsPer,
  sessionScopes,
  sessionSpaces,
  type Weekday,
  type WhenFull,
  weekdays,
} from "./limit-types.ts";
export {
  type CountedLimits,
  countedConstraints,
  isMetered,
  type Limits,
  limitConstraints,
} from "./limits.ts";
export { DEEPEST_LINEAGE, parentOf, tokensOf } from "./lineage.ts";
export {
  type BindingOutcome,
  type BindingQuestion,
  type BindingState,
  type BindOrder,
  joinBinds,
  judgeBinding,
  type SeenClient,
} from "./match/binding.ts";
export { matchesDomain, normaliseDomain, siteOf } from "./match/domain.ts";
export { isTimeZone } from "./match/local-time.ts";
export { neighbourhoodOf } from "./match/neighbourhood.ts";
export {
  endReasonOf,
  isRevoked,
  type RevocationRule,
  type RevocationSelector,
  type RevocationSubject,
} from "./revocation.ts";
export {
  BAR_SECONDS,
  type EndReason,
  type Holder,
  isBarredHolder,
  isLive,
  type NewSession,
  openStreamId,
  renewedEnd,
  type SessionConnection,
  type SessionRecord,
  type SessionRenewal,
  type SlotCounting,
  sameConnection,
  sameHolder,
  sessionLimit,
  tokenIdOf,
} from "./session.ts";
export { isInSpace, type SlotOwner, type SlotSpace, slotSpace } from "./slot-space.ts";
export { mintedTokenKinds, type TokenKind, tokenKinds } from "./token-kind.ts";
export { type TokenStatus, tokenStatuses } from "./token-status.ts";
export type { LimitOwner, QuotaKind, RuleOutcome, StateCheck, Verdict } from "./verdict.ts";
