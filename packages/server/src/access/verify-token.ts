import type { DenyReason } from "@sluice/policy";
import {
  type CryptoProvider,
  hashOpaqueSecret,
  type OpenedReference,
  openToken,
  type Secret,
} from "@sluice/token";
import type { RecordStore } from "../store/store.ts";
import { type VerifiedToken, verifiedFrom } from "./verified-token.ts";

export type Verification =
  | { readonly token: VerifiedToken }
  | { readonly reason: DenyReason; readonly tokenId?: string };

/**
 * Step 3 of the flow: turns a token text into a VerifiedToken of `organization`, or says why not. A good token
 * of another organization is as unknown as a made-up one. `organization` undefined: the application is not
 * known, and any organization's token proves itself.
 */
export async function verifyToken(
  store: RecordStore,
  crypto: CryptoProvider,
  token: Secret,
  organization: string | undefined,
): Promise<Verification> {
  const opened = openToken(token.expose());
  if ("problem" in opened) return { reason: opened.problem };
  if (opened.carries === "claims") return { reason: "token-unknown" };
  return verifyReference(store, crypto, opened, organization);
}

async function verifyReference(
  store: RecordStore,
  crypto: CryptoProvider,
  opened: OpenedReference,
  organization: string | undefined,
): Promise<Verification> {
  const hash = hashOpaqueSecret(crypto, opened.secret);
  const record = await store.token(opened.id);
  if (!record || !crypto.equal(hash, record.secretHash)) return { reason: "token-unknown" };
  if (organization !== undefined && record.organization !== organization) return { reason: "token-unknown" };
  return { token: verifiedFrom(record) };
}
