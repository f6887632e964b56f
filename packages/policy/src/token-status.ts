/** What a token can be, in the order in which they are told: the first that fits. */
export const tokenStatuses = ["revoked", "suspended", "expired", "used", "not-yet-valid", "active"] as const;
export type TokenStatus = (typeof tokenStatuses)[number];
