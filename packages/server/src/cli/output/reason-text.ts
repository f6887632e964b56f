import { type DenyReason, denyReasons, denyText } from "@sluice/policy";

/** A reason for people: what the viewer was told, and what the operator can do. */
export interface ReasonText {
  readonly title: string;
  readonly detail: string;
  readonly advice: string;
}

/** The texts of a reason; undefined for one that this version does not know. */
export function reasonText(reason: string | null): ReasonText | undefined {
  return reason !== null && isDenyReason(reason) ? denyText(reason) : undefined;
}

function isDenyReason(text: string): text is DenyReason {
  return Object.hasOwn(denyReasons, text);
}
