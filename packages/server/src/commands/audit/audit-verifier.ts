import type { AuditHead } from "../../store/audit.ts";
import type { AuditProblem } from "./audit-check.ts";
import { type AuditVerification, type VerifiedStore, verifyAudit } from "./verify-audit.ts";

/**
 * Verifies an organization's chain, and that an entry which somebody has kept elsewhere is still in it: no copy of the
 * database that is older, or was made anew, has that.
 */
export type AuditVerifier = (
  organization: string,
  noted: AuditHead | undefined,
) => Promise<AuditVerification>;

/** Whoever asks while a chain is being read gets what that finds: a million entries are read once. */
export function createAuditVerifier(store: VerifiedStore): AuditVerifier {
  const running = new Map<string, Promise<AuditVerification>>();
  return async (organization, noted) => {
    const started =
      running.get(organization) ??
      verifyAudit(store, organization).finally(() => running.delete(organization));
    running.set(organization, started);
    const verification = await started;
    if (verification.problem || !noted) return verification;
    return { ...verification, problem: await notedProblem(store, organization, noted) };
  };
}

/** Asked of a chain that is whole: its entries' hashes are true. */
async function notedProblem(
  store: VerifiedStore,
  organization: string,
  { number, hash }: AuditHead,
): Promise<AuditProblem | undefined> {
  const [row] = await store.auditRows(organization, number - 1, 1);
  if (row?.number === number && row.hash === hash) return undefined;
  const detail = row
    ? `entry ${number} is not the one that was noted`
    : `entry ${number}, which was noted, is not there`;
  return { fault: "noted-differs", number, detail };
}
