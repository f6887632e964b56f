import type { DenyReason, EndReason } from "@sluice/policy";

/** What a request under an ended session is told. */
export const reasonOfEnd: Readonly<Record<EndReason, DenyReason>> = {
  operator: "session-ended",
  revoked: "token-revoked",
  suspended: "token-suspended",
  "left-group": "wrong-stream",
  "stream-removed": "stream-unknown",
  enforced: "token-missing",
  idle: "session-expired",
  cap: "session-expired",
  expiry: "token-expired",
  "moved-too-often": "session-shared",
  closed: "session-expired",
  replaced: "session-shared",
  evicted: "session-evicted",
  quota: "quota-spent",
};
