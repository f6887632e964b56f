import { hash, randomBytes } from "node:crypto";
import type { AuditEntry, AuditHead, AuditRecord, AuditRow } from "./audit.ts";

/** The hash before an organization's first entry. */
const CHAIN_START = "0".repeat(64);

/** Where a chain begins that has no entry yet. */
export const chainStart: AuditHead = { number: 0, hash: CHAIN_START };

/** Puts an entry behind the head of its organization's chain. */
export function chainEntry(entry: AuditEntry, head: AuditHead): AuditRow {
  const { before, after, user } = entry;
  const detailsJson = JSON.stringify({ before: before ?? null, after: after ?? null, user: user ?? null });
  const salt = randomBytes(16).toString("hex");
  const linked = {
    organization: entry.organization,
    number: head.number + 1,
    atMilliseconds: entry.atMilliseconds,
    actor: entry.actor,
    address: entry.address,
    action: entry.action,
    subject: entry.subject,
    user,
    detailsJson,
    salt,
    detailsHash: hashDetails({ detailsJson, salt }),
    previousHash: head.hash,
    erasedAtSeconds: undefined,
  };
  return { ...linked, hash: hashEntry(linked) };
}

/** The hash of details under their salt. */
export function hashDetails({
  detailsJson,
  salt,
}: {
  readonly detailsJson: string;
  readonly salt: string;
}): string {
  return hash("sha256", `${salt}\n${detailsJson}`);
}

/** The hash of an entry: of everything but its details, for which their hash stands, and of the entry before it. */
export function hashEntry(
  entry: Omit<AuditRow, "hash" | "user" | "detailsJson" | "salt" | "erasedAtSeconds">,
): string {
  const { organization, number, atMilliseconds, actor, address, action, subject } = entry;
  const { previousHash, detailsHash } = entry;
  const fields = [
    previousHash,
    organization,
    number,
    atMilliseconds,
    actor,
    address ?? null,
    action,
    subject.kind,
    subject.id,
    detailsHash,
  ];
  return hash("sha256", JSON.stringify(fields));
}

/** The entry as people read it. Details that were erased, or that are no JSON any more, are absent. */
export function recordOf({ detailsJson, salt: _, ...row }: AuditRow): AuditRecord {
  const details = readDetails(detailsJson);
  return { ...row, before: details?.before ?? undefined, after: details?.after ?? undefined };
}

/** What an entry's details say; undefined where nothing is left that could be read. */
export function readDetails(
  detailsJson: string | undefined,
): { readonly before?: unknown; readonly after?: unknown; readonly user?: unknown } | undefined {
  try {
    const details: unknown = JSON.parse(detailsJson ?? "null");
    return typeof details === "object" && details !== null ? details : undefined;
  } catch {
    return undefined;
  }
}
