import { Secret } from "@sluice/token";
import type { MasterKey } from "./master-key.ts";

const SECRET_BYTES = 24;

/**
 * The secret of a media server that was given none: 32 characters of base64url, the same at each start, and another for each
 * name.
 */
export function deriveHookSecret(
  masterKey: Pick<MasterKey, "derive">,
  server: { readonly kind: string; readonly name: string },
): Secret {
  const bytes = masterKey.derive(`hook-secret ${server.kind} ${server.name}`);
  return new Secret(Buffer.from(bytes.subarray(0, SECRET_BYTES)).toString("base64url"));
}
