import type { AuditEntry } from "../../store/audit.ts";
import type { Actor } from "../actor.ts";

/** What a command changed. `before` and `after` are views as the API shows them: never a credential. */
export interface Change {
  /** `token.create`, `application.update`. */
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly user?: string | undefined;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** The audit entry of a change by this actor. */
export function auditEntry(
  actor: Pick<Actor, "organization" | "id" | "ip">,
  nowMilliseconds: number,
  change: Change,
): AuditEntry {
  return {
    organization: actor.organization,
    actor: actor.id,
    address: actor.ip,
    action: change.action,
    subject: change.subject,
    user: change.user,
    before: change.before,
    after: change.after,
    atMilliseconds: nowMilliseconds,
  };
}

/** The audit entry of what the server did by itself: `system`. */
export function systemEntry(
  change: Change & { readonly organization: string; readonly nowSeconds: number },
): AuditEntry {
  const { organization, action, subject, user, before, after, nowSeconds } = change;
  const atMilliseconds = nowSeconds * 1000;
  return {
    organization,
    actor: "system",
    address: undefined,
    action,
    subject,
    user,
    before,
    after,
    atMilliseconds,
  };
}
