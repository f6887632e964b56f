import { createHmac, createSecretKey } from "node:crypto";
import type { SealAudit } from "../store/audit.ts";

/** Seals the heads of audit chains by HMAC-SHA-256 under this key (32 bytes), which the database does not hold. */
export function createAuditSeal(keyBytes: Uint8Array): SealAudit {
  const key = createSecretKey(keyBytes);
  return (organization, { number, hash }) =>
    createHmac("sha256", key)
      .update(JSON.stringify([organization, number, hash]))
      .digest();
}
