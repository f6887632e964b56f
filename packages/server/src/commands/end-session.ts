import type { SessionTable } from "../sessions/session-table.ts";
import type { Store } from "../store/store.ts";
import type { Actor } from "./actor.ts";
import { auditEntry } from "./audit/audit-entry.ts";
import { findSession } from "./read-sessions.ts";
import { sessionView } from "./views.ts";

/**
 * Ends one session and bars its holder from the same token for 60 s. False when the actor may see no such session; a
 * session that was already over stays so.
 */
export async function endSession(
  dependencies: {
    readonly store: Store;
    readonly sessions: SessionTable;
    readonly nowMilliseconds: () => number;
  },
  actor: Actor,
  sessionId: string,
): Promise<boolean> {
  const record = await findSession(dependencies, actor, sessionId);
  if (!record) return false;
  const now = dependencies.nowMilliseconds();
  const nowSeconds = Math.floor(now / 1000);
  const over = { ...record, endedAtSeconds: nowSeconds, endReason: "operator" } as const;
  await dependencies.sessions.end([sessionId], "operator", nowSeconds, ended =>
    ended.length === 0
      ? undefined
      : auditEntry(actor, now, {
          action: "session.end",
          subject: { kind: "session", id: sessionId },
          user: record.user,
          before: sessionView(record),
          after: sessionView(over),
        }),
  );
  return true;
}
