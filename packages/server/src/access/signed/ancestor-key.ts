import type { KeyDirectory } from "../../keys/key-directory.ts";
import type { TokenRecord } from "../../store/token-record.ts";
import type { AccessQuestion } from "../question.ts";
import type { Unverified } from "../verify-token.ts";
import { beyondCaps } from "./within-caps.ts";

/** The keys that vouch, as a lineage asks for them. */
export interface AncestorKeys {
  readonly keyById: KeyDirectory["keyById"];
  /** True for a key that vouches for tokens now. */
  readonly vouches: (organization: string, keyId: string, nowSeconds: number) => boolean;
}

/**
 * Why the key of a signed token does not vouch for what was delegated from it, now and for this question; undefined: it
 * does, or the token has no key. A signed token opens nothing without its key, and so does nothing below it.
 */
export function judgeAncestorKey(
  keys: AncestorKeys,
  question: AccessQuestion,
  { organization, keyId, expiresAtSeconds }: TokenRecord,
): Unverified | undefined {
  if (keyId === undefined) return undefined;
  const nowSeconds = question.atSeconds ?? Math.floor(question.nowMilliseconds / 1000);
  const key = keys.keyById(organization, keyId);
  if (!key || !keys.vouches(organization, keyId, nowSeconds)) return { reason: "key-unknown" };
  const stream = question.locate()?.facts.stream ?? question.asked;
  if (key.application !== undefined && key.application !== stream?.split("/", 1)[0]) {
    return { reason: "key-unknown" };
  }
  const use = { action: question.action, stream, claims: { expiresAtSeconds }, nowSeconds };
  const beyond = beyondCaps(key.caps, use);
  return beyond === undefined ? undefined : { reason: "beyond-key-limits", detail: beyond };
}
