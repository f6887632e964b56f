import { CborFloat, type CborMap, type CborValue } from "../cbor/value.ts";
import type { SyncSignatures } from "../crypto/provider.ts";
import { exp } from "./exp.ts";
import { iat } from "./iat.ts";
import { iss } from "./iss.ts";
import type { IssuingKey } from "./issue.ts";
import { issueCat } from "./issue-sync.ts";
import { openCat } from "./open.ts";
import { isCborMap } from "./shapes.ts";

/** The same token with another end, which its issuer has asked for (`catr`). */
export interface CatToReissue {
  /** The text of a token that a key has vouched for. */
  readonly text: string;
  /** Whole Unix seconds. */
  readonly expiresAtSeconds: number;
  readonly key: IssuingKey;
}

/**
 * A token again, with every claim as it was but `exp`. Undefined for what cannot be made again faithfully: an encrypted
 * token, and one in a form that only lenient readings allow.
 */
export function reissueCat(
  { text, expiresAtSeconds, key }: CatToReissue,
  signatures: SyncSignatures,
): string | undefined {
  const opened = openCat(text);
  if (!opened || opened.use === "encryption" || opened.needs.length > 0) return undefined;
  const { claims } = opened;
  if (!(claims instanceof Map)) return undefined;
  const wire = new Map<number | string, CborValue>(claims).set(exp.label, expiresAtSeconds);
  return issueCat({ claims: {}, wire, key }, signatures);
}

/**
 * A new token with claims that another one carries (`catif`, CTA-5007-B 4.9.1): null stands for the issuer, and for now.
 * Undefined for claims that have no end, or one beyond `latestSeconds`.
 */
export function issueCarried(
  claims: CborMap,
  fill: { readonly issuer: string; readonly nowSeconds: number; readonly latestSeconds: number },
  key: IssuingKey,
  signatures: SyncSignatures,
): string | undefined {
  if (!isCborMap(claims)) return undefined;
  const wire = new Map(claims);
  if (wire.get(iss.label) === null) wire.set(iss.label, fill.issuer);
  if (wire.get(iat.label) === null) wire.set(iat.label, fill.nowSeconds);
  const end = wire.get(exp.label);
  const seconds = end instanceof CborFloat ? end.value : end;
  if (typeof seconds !== "number" || seconds > fill.latestSeconds) return undefined;
  return issueCat({ claims: {}, wire, key }, signatures);
}
