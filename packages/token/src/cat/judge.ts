import { decodeCbor } from "../cbor/decode.ts";
import { type CborMap, CborTag, type CborValue } from "../cbor/value.ts";
import type { Judgement, Refused } from "../formats/judgement.ts";
import type { TokenKey } from "../keys/token-key.ts";
import { openSealedClaims } from "./encrypted-claims.ts";
import { OpenedCat, openBytes } from "./open.ts";
import { payloadOf } from "./payload.ts";
import { provenCat } from "./proven-cat.ts";
import type { CatReadings, LabelProfile } from "./readings.ts";

const STRICT: CatReadings = {};
const NO_LABELS: LabelProfile = {};

/**
 * What a CAT proves once `key` has vouched for it. Pure. Everything that the standard does not have and the key's
 * readings do not allow is refused; so are claims that are not known. The plaintext of a token that was encrypted as a
 * whole is a claims map, or another CAT that is signed.
 */
export function judgeCat(
  opened: unknown,
  key: Pick<TokenKey, "readings">,
  plaintext: Uint8Array | undefined,
): Judgement {
  const readings = key.readings ?? STRICT;
  if (!(opened instanceof OpenedCat)) return malformed("not a CAT that was opened here");
  for (const need of opened.needs) {
    if (readings[need] !== true) return malformed(`the key's readings do not include ${need}`);
  }
  if (readings.requireAlgorithm === true && !opened.message.headers.algIsProtected)
    return { refused: "algorithm-not-allowed", detail: "the protected header names no algorithm" };
  if (plaintext) return judgePlaintext(plaintext, readings);
  return judgeClaims(payloadOf(opened.message, readings), readings);
}

function judgePlaintext(plaintext: Uint8Array, readings: CatReadings): Judgement {
  const value = decodeCbor(plaintext);
  if (!(value instanceof CborTag)) return judgeClaims(value, readings);
  const nested = openBytes(plaintext);
  return nested ? { nested } : malformed("what was encrypted is neither claims nor a token");
}

function judgeClaims(value: CborValue | object, readings: CatReadings): Judgement {
  if (!(value instanceof Map)) return malformed("the payload is not one map of claims");
  const claims: CborMap = value;
  const { enc, crit } = readings.labels ?? NO_LABELS;
  return enc !== undefined && claims.has(enc)
    ? openSealedClaims(claims, { enc, crit }, opened => provenCat(opened, readings))
    : provenCat(claims, readings);
}

function malformed(detail: string): Refused {
  return { refused: "token-malformed", detail };
}
