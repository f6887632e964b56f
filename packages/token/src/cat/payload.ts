import { decodeHex } from "../bytes/hex.ts";
import { decodeUtf8 } from "../bytes/utf8.ts";
import { decodeCbor } from "../cbor/decode.ts";
import type { CborProblem } from "../cbor/problem.ts";
import { CborTag, type CborValue } from "../cbor/value.ts";
import type { CoseMessage } from "../cose/message.ts";
import { MAP_TAG } from "../cose/read-message.ts";
import type { CatReadings } from "./readings.ts";

/** What a message carries, as CBOR; undefined for a text that is no hexadecimal. */
export function payloadOf(
  { payload, payloadIsText }: Pick<CoseMessage, "payload" | "payloadIsText">,
  readings: CatReadings,
): CborValue | CborProblem {
  if (!payloadIsText && !readings.taggedMaps) return decodeCbor(payload);
  const bytes = payloadIsText ? decodeHex(decodeUtf8(payload) ?? "") : payload;
  // cbor-x, with which such tokens were made, does not write lengths in their shortest form.
  return bytes && withoutMapTags(decodeCbor(bytes, { longNumbers: true }));
}

/** Takes CBOR tag 259 off every map. The tree has at most MAX_CBOR_DEPTH levels. */
function withoutMapTags<Value>(value: Value | CborValue): Value | CborValue {
  if (value instanceof CborTag && value.tag === MAP_TAG && value.value instanceof Map)
    return withoutMapTags<CborValue>(value.value);
  if (Array.isArray(value)) return value.map((element: CborValue) => withoutMapTags<CborValue>(element));
  if (!(value instanceof Map)) return value;
  const entries = new Map<number | string, CborValue>();
  for (const [key, inner] of value) entries.set(key, withoutMapTags<CborValue>(inner));
  return entries;
}
