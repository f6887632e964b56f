import { setImmediate } from "node:timers/promises";
import type { AuditEnd, AuditHead, AuditStore } from "../../store/audit.ts";
import { chainStart } from "../../store/audit-chain.ts";
import { type AuditProblem, type ChainCheck, createChainCheck, RESEAL_ACTION } from "./audit-check.ts";

/** Entries that are read at once: so long nobody else has a turn. */
const PAGE = 200;

/** What a look at a whole chain has found. */
export interface AuditVerification {
  /** Entries that were read and are right. */
  readonly entries: number;
  /** The first thing that is wrong; undefined: nothing. */
  readonly problem: AuditProblem | undefined;
  /** The last entry that is right; undefined where there is none. */
  readonly head: AuditHead | undefined;
  /** The last entry by which the chain was sealed anew; undefined: it never was. */
  readonly resealedAt: number | undefined;
}

/** Where chains are read. */
export type VerifiedStore = Pick<AuditStore, "auditRows" | "auditEnd">;

/**
 * Walks an organization's chain from its first entry to its last, also when others go on writing, and holds its end
 * against the sealed note of it.
 */
export async function verifyAudit(store: VerifiedStore, organization: string): Promise<AuditVerification> {
  const check = createChainCheck(chainStart);
  let resealedAt: number | undefined;
  const found = (problem: AuditProblem | undefined): AuditVerification => {
    const { head } = check;
    return { entries: head.number, problem, head: head.number === 0 ? undefined : head, resealedAt };
  };
  for (;;) {
    const rows = await store.auditRows(organization, check.head.number, PAGE);
    for (const row of rows) {
      const problem = check.take(row);
      if (problem) return found(problem);
      if (row.action === RESEAL_ACTION) resealedAt = row.number;
    }
    const end = rows.length === 0 ? await store.auditEnd(organization) : undefined;
    if (end && end.lastNumber <= check.head.number) return found(check.finish() ?? endProblem(check, end));
    await setImmediate();
  }
}

/** What is wrong between the last entry and the note of it. */
function endProblem({ head: last }: ChainCheck, { head, seal }: AuditEnd): AuditProblem | undefined {
  const { number } = last;
  if (!head) {
    if (number === 0) return undefined;
    return { fault: "head-wrong", number, detail: `nothing notes that entry ${number} is the last one` };
  }
  if (head.number > number) {
    const missing = number + 1;
    return { fault: "entry-missing", number: missing, detail: `entry ${missing} is missing at the end` };
  }
  if (head.number < number || head.hash !== last.hash) {
    const detail = `the note of the last entry names another one than entry ${number}`;
    return { fault: "head-wrong", number, detail };
  }
  if (seal === "good") return undefined;
  const why = seal === "none" ? "bears no seal" : "bears a seal that this master key did not make";
  return { fault: "seal-wrong", number, detail: `the note that entry ${number} is the last one ${why}` };
}
