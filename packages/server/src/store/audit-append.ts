import type { AuditHead, SealAudit } from "./audit.ts";
import { chainStart } from "./audit-chain.ts";

/** A head as it was noted, and its seal. */
export interface NotedHead extends AuditHead {
  readonly seal: Uint8Array | undefined;
}

/** The end of a chain that is about to grow. */
export interface ChainEnd {
  readonly noted: NotedHead | undefined;
  /** The entry with the highest number. */
  readonly last: AuditHead | undefined;
}

/**
 * Where the next entry goes, and whether its head may be sealed: only while the note bears its seal and is true. A
 * chain that was cut or altered goes on, so that the server does, and stays unsealed.
 */
export function nextPlace(
  organization: string,
  { noted, last }: ChainEnd,
  sealAudit: SealAudit | undefined,
): { readonly head: AuditHead; readonly isSound: boolean } {
  if (!noted && !last) return { head: chainStart, isSound: true };
  const isTrue = noted !== undefined && noted.number === last?.number && noted.hash === last.hash;
  const number = Math.max(noted?.number ?? 0, last?.number ?? 0);
  return {
    head: { number, hash: last?.hash ?? chainStart.hash },
    isSound: isTrue && sealAudit !== undefined && sealOf(organization, noted, sealAudit) === "good",
  };
}

/** Whether a noted head bears the seal of this store. */
export function sealOf(
  organization: string,
  noted: NotedHead | undefined,
  sealAudit: SealAudit | undefined,
): "good" | "wrong" | "none" {
  if (!noted?.seal || !sealAudit) return "none";
  return Buffer.compare(sealAudit(organization, noted), noted.seal) === 0 ? "good" : "wrong";
}
