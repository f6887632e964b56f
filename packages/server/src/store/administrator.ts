import type { ApiKeyRecord } from "./api-keys.ts";

const ACTIONS = 2;

/** True for a key that may do everything in its organization, and works now. */
export function isAdministrator(key: ApiKeyRecord, nowSeconds: number): boolean {
  return (
    key.scopes.includes("admin") &&
    key.applications === undefined &&
    key.actions.length === ACTIONS &&
    key.longestTtlSeconds === undefined &&
    (key.expiresAtSeconds === undefined || key.expiresAtSeconds > nowSeconds)
  );
}

/**
 * True when a change of `before` takes the organization's last administrator away. `others` are the other keys of the
 * organization.
 */
export function losesAdministrator(
  before: ApiKeyRecord,
  after: ApiKeyRecord | undefined,
  others: Iterable<ApiKeyRecord>,
  nowSeconds: number,
): boolean {
  if (!isAdministrator(before, nowSeconds)) return false;
  if (after && isAdministrator(after, nowSeconds)) return false;
  for (const other of others) if (isAdministrator(other, nowSeconds)) return false;
  return true;
}
