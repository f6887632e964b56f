import { createHmac, createSecretKey } from "node:crypto";

/** An organization's UUID, always the same one. */
export type OrganizationUuid = (organization: string) => string;

/**
 * UUIDs that name organizations towards clients of other systems, in which an account is a UUID (RFC 9562 section 5.8,
 * version 8). They are HMAC-SHA-256 of the code under a key of 32 bytes, derived for this alone: who has one learns no code,
 * not even one that can be guessed, and nobody can tell another organization's.
 */
export function createOrganizationUuid(keyBytes: Uint8Array): OrganizationUuid {
  const key = createSecretKey(keyBytes);
  return organization => {
    const bytes = createHmac("sha256", key).update(organization).digest().subarray(0, 16);
    bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f);
    bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
    return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };
}
