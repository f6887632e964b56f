import { CborTag, type CborValue } from "../cbor/value.ts";
import type { Malformed } from "./claim.ts";
import { unsupported } from "./shapes.ts";

const CRS_TAG = 279;

/** A place in another coordinate reference system than WGS 84 (tag 279) is not understood; undefined for every other value. */
export function crsRefused(value: CborValue): Malformed | undefined {
  return value instanceof CborTag && value.tag === CRS_TAG
    ? unsupported("a coordinate reference system other than WGS 84")
    : undefined;
}
