import type { AsyncSignatures } from "./crypto/provider.ts";
import { proveAsync } from "./prove-async.ts";
import { type Verification, type VerifyOptions, verdict } from "./verify.ts";

/** Verifies a JWT or CAT for one request, on WebCrypto. Rejects for nothing that a text can hold. */
export async function verifyTokenAsync(
  raw: string,
  options: VerifyOptions<AsyncSignatures>,
): Promise<Verification> {
  const { keys, signatures, context, explain } = options;
  return verdict(await proveAsync(raw, keys, signatures), context, explain === true);
}
