import { createHash } from "node:crypto";
import type { CryptoProvider } from "@sluice/token";
import { askedMechanism } from "../../registry/asked-mechanism.ts";
import type { RecordStore } from "../../store/store.ts";
import type { TokenRecord } from "../../store/token-record.ts";
import { bareToken } from "../bare-token.ts";
import type { AccessQuestion } from "../question.ts";
import { idOfParts } from "../signed/token-identity.ts";
import { verifiedFrom } from "../verified-token.ts";
import type { Verification } from "../verify-token.ts";

const FORM = /^[0-9a-f]{64}$/;

export interface VerifyHashDependencies {
  readonly store: Pick<RecordStore, "token">;
  readonly crypto: CryptoProvider;
}

/**
 * Ant Media's hash: the SHA-256 of stream id, `publish` or `play`, and the application's secret, in lower-case hexadecimal.
 * It never ends and is the same for everybody, so it counts only where the application says so. Undefined for any other text.
 */
export async function verifyHash(
  { store, crypto }: VerifyHashDependencies,
  { action, locate }: AccessQuestion,
  text: string,
): Promise<Verification | undefined> {
  if (!FORM.test(text)) return undefined;
  const stream = locate();
  const secret = stream?.application.antmedia.tokenHashSecret?.expose();
  if (!stream || !secret || askedMechanism(stream, action) !== "hash") return undefined;
  const expected = createHash("sha256").update(`${stream.id}${action}${secret}`).digest("hex");
  if (!crypto.equal(Buffer.from(text), Buffer.from(expected))) return { reason: "token-unknown" };
  const { organization } = stream.application;
  const draft: TokenRecord = {
    ...bareToken,
    // With another secret it is another token.
    id: idOfParts(crypto, ["hash", organization, stream.facts.stream, action, expected]),
    organization,
    kind: "hash",
    action,
    target: { streams: [stream.facts.stream] },
    issuedAtMilliseconds: 0,
  };
  const record = await store.token(draft.id);
  if (record?.organization === organization) return { token: verifiedFrom(record) };
  return { token: { ...verifiedFrom(draft), enrol: draft } };
}
