import { hash, randomBytes } from "node:crypto";
import type { AuditEntry, AuditRecord } from "./audit.ts";

/** The hash before an organization's first entry. */
export const CHAIN_START = "0".repeat(64);

/** What is kept of `before`, `after` and `user`, with the salt that keeps its hash from being guessed. */
export interface AuditDetails {
  readonly detailsJson: string;
  readonly salt: string;
}

/** An entry at the end of a chain, and its details. */
export interface ChainedEntry {
  readonly record: AuditRecord;
  readonly details: AuditDetails;
}

/** Puts an entry behind the head of its organization's chain. */
export function chainEntry(
  entry: AuditEntry,
  head: { readonly number: number; readonly hash: string },
): ChainedEntry {
  const { before, after, user } = entry;
  const details = {
    detailsJson: JSON.stringify({ before: before ?? null, after: after ?? null, user: user ?? null }),
    salt: randomBytes(16).toString("hex"),
  };
  const linked = {
    ...entry,
    number: head.number + 1,
    previousHash: head.hash,
    detailsHash: hashDetails(details),
    erasedAtSeconds: undefined,
  };
  return { record: { ...linked, hash: hashEntry(linked) }, details };
}

/** The hash of details under their salt. */
export function hashDetails({ detailsJson, salt }: AuditDetails): string {
  return hash("sha256", `${salt}\n${detailsJson}`);
}

/** The hash of an entry: of everything but its details, for which their hash stands, and of the entry before it. */
export function hashEntry(entry: Omit<AuditRecord, "hash" | "before" | "after" | "user">): string {
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
