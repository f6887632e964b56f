import type { TokenKeyRecord, TokenKeysOutcome, TokenKeyWrite } from "../../store/token-keys.ts";
import type { Actor } from "../actor.ts";
import { auditEntry } from "../audit/audit-entry.ts";
import type { TokenKeyDependencies } from "./token-key-dependencies.ts";
import { tokenKeyView } from "./token-key-view.ts";

/** The entry's action in the audit log. */
export type TokenKeyAction =
  | "token-key.create"
  | "token-key.update"
  | "token-key.rotate"
  | "token-key.revoke"
  | "token-key.forget";

/** A change of keys: `after` tells which of the written ones the change is about; undefined: it is gone. */
export interface TokenKeyChange {
  readonly action: TokenKeyAction;
  readonly before: TokenKeyRecord | undefined;
  readonly afterId: string | undefined;
  readonly writes: readonly TokenKeyWrite[];
}

/** Writes keys with one audit entry, and tells the directory. */
export async function writeTokenKeys(
  { store, tokenKeys, nowMilliseconds }: TokenKeyDependencies,
  actor: Actor,
  { action, before, afterId, writes }: TokenKeyChange,
): Promise<TokenKeysOutcome> {
  const now = nowMilliseconds();
  const nowSeconds = Math.floor(now / 1000);
  const outcome = await store.writeTokenKeys(writes, result => {
    if (result.outcome !== "written") return undefined;
    const after = result.keys.find(({ id }) => id === afterId);
    return auditEntry(actor, now, {
      action,
      subject: { kind: "token-key", id: before?.id ?? afterId ?? "" },
      before: before && tokenKeyView(before, nowSeconds),
      after: after && tokenKeyView(after, nowSeconds),
    });
  });
  if (outcome.outcome !== "written") return outcome;
  for (const step of writes) if (step.write === "remove") tokenKeys.remove(step.organization, step.id);
  for (const record of outcome.keys) tokenKeys.put(record);
  return outcome;
}
