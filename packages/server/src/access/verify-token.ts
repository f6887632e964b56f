import type { DenyReason } from "@sluice/policy";
import {
  type CryptoProvider,
  hashOpaqueSecret,
  MAX_TOKEN_LENGTH,
  type OpenedReference,
  opaqueFormat,
  type Secret,
} from "@sluice/token";
import type { RecordStore } from "../store/store.ts";
import type { AccessQuestion } from "./question.ts";
import { type VerifiedToken, verifiedFrom } from "./verified-token.ts";

export type Verification =
  | { readonly token: VerifiedToken }
  | {
      readonly reason: DenyReason;
      /** For the operator; never the credential. */
      readonly detail?: string;
    };

export interface VerifyDependencies {
  readonly store: RecordStore;
  readonly crypto: CryptoProvider;
  /** Proves what carries its claims: signature, key, and what its record says since. */
  readonly verifySigned: (question: AccessQuestion, text: Secret) => Promise<Verification>;
}

/**
 * Step 3 of the flow: turns a token text into a VerifiedToken of the question's organization, or says why not. A good
 * token of another organization is as unknown as a made-up one. Where the application is not known any organization's
 * opaque token proves itself; a signed one has no key to be judged by.
 */
export async function verifyToken(
  dependencies: VerifyDependencies,
  question: AccessQuestion,
  text: Secret,
): Promise<Verification> {
  const raw = text.expose();
  if (!opaqueFormat.looksLike(raw)) return dependencies.verifySigned(question, text);
  if (raw.length > MAX_TOKEN_LENGTH) return { reason: "token-too-long" };
  const opened = opaqueFormat.open(raw);
  return opened
    ? verifyReference(dependencies, opened, question.organization)
    : { reason: "token-malformed" };
}

async function verifyReference(
  { store, crypto }: VerifyDependencies,
  opened: OpenedReference,
  organization: string | undefined,
): Promise<Verification> {
  const hash = hashOpaqueSecret(crypto, opened.secret);
  const record = await store.token(opened.id);
  if (!record || !crypto.equal(hash, record.secretHash)) return { reason: "token-unknown" };
  if (organization !== undefined && record.organization !== organization) return { reason: "token-unknown" };
  return { token: verifiedFrom(record) };
}
