import type { SyncSignatures } from "./crypto/provider.ts";
import { proveSync } from "./prove-sync.ts";
import { type Verification, type VerifyOptions, verdict } from "./verify.ts";

/** Verifies a JWT or CAT for one request, at once. Never throws for what a text can hold. */
export function verifyToken(raw: string, options: VerifyOptions<SyncSignatures>): Verification {
  const { keys, signatures, context, explain } = options;
  return verdict(proveSync(raw, keys, signatures), context, explain === true);
}
