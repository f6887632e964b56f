import type { DenyReason } from "@sluice/policy";
import {
  type CryptoProvider,
  hashOpaqueSecret,
  MAX_TOKEN_LENGTH,
  type OpenedReference,
  referenceFormatOf,
  type Secret,
} from "@sluice/token";
import type { RecordStore } from "../store/store.ts";
import type { TokenRecord } from "../store/token-record.ts";
import { readAncestors, underAncestors } from "./ancestors.ts";
import type { AccessQuestion } from "./question.ts";
import { type VerifiedToken, verifiedFrom } from "./verified-token.ts";

export type Verification = { readonly token: VerifiedToken } | Unverified;

/** Why a text opens nothing. */
export interface Unverified {
  readonly reason: DenyReason;
  /** For the operator; never the credential. */
  readonly detail?: string;
}

export interface VerifyDependencies {
  readonly store: RecordStore;
  readonly crypto: CryptoProvider;
  /** Proves what carries its claims: signature, key, and what its record says since. */
  readonly verifySigned: (question: AccessQuestion, text: Secret) => Promise<Verification>;
  /** Proves subscribers' codes and hashes; undefined for any other text. */
  readonly verifyCode: (question: AccessQuestion, text: Secret) => Promise<Verification | undefined>;
  /** Why the key of a signed token does not vouch for what is below it; undefined: no key vouches. */
  readonly judgeAncestorKey?:
    | ((question: AccessQuestion, ancestor: TokenRecord) => Unverified | undefined)
    | undefined;
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
  const format = referenceFormatOf(raw);
  if (!format) {
    const ofCode = await dependencies.verifyCode(question, text);
    return ofCode ?? dependencies.verifySigned(question, text);
  }
  if (raw.length > MAX_TOKEN_LENGTH) return { reason: "token-too-long" };
  const opened = format.open(raw);
  return opened ? verifyReference(dependencies, opened, question) : { reason: "token-malformed" };
}

async function verifyReference(
  dependencies: VerifyDependencies,
  opened: OpenedReference,
  question: AccessQuestion,
): Promise<Verification> {
  const { store, crypto } = dependencies;
  const { organization } = question;
  const hash = hashOpaqueSecret(crypto, opened.secret);
  const record = await store.token(opened.id);
  if (!record || !crypto.equal(hash, record.secretHash)) return { reason: "token-unknown" };
  if (organization !== undefined && record.organization !== organization) return { reason: "token-unknown" };
  return record.lineage ? verifyDelegated(dependencies, question, record) : { token: verifiedFrom(record) };
}

/** A token that was made from others is what they are now, narrowed. */
async function verifyDelegated(
  { store, judgeAncestorKey }: VerifyDependencies,
  question: AccessQuestion,
  record: TokenRecord,
): Promise<Verification> {
  const ancestors = await readAncestors(store, record);
  if (!ancestors) return { reason: "token-revoked", detail: "a token it was delegated from is gone" };
  for (const ancestor of ancestors) {
    if (ancestor.keyId === undefined) continue;
    const unverified = judgeAncestorKey
      ? judgeAncestorKey(question, ancestor)
      : { reason: "key-unknown" as const };
    if (unverified)
      return { ...unverified, detail: `parent ${ancestor.id}: ${unverified.detail ?? "its key"}` };
  }
  return { token: { ...verifiedFrom(record), ...underAncestors(record, ancestors) } };
}
