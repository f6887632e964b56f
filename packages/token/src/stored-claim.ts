import { isMalformed, type Json, type ParsedClaim } from "./cat/claim.ts";
import { claimNamed } from "./cat/claims.ts";
import { parsedClaim } from "./cat/parsed-claim.ts";
import type { CatReadings } from "./cat/readings.ts";
import { readClientIp } from "./jwt/uri-signing/client-ip.ts";
import { readUriContainer } from "./jwt/uri-signing/uri-container.ts";

const NO_READINGS: CatReadings = {};
/** Claims of signed URIs that judge requests (RFC 9246). */
const uriSigning = new Map([
  ["cdniip", readClientIp],
  ["cdniuc", readUriContainer],
]);

/**
 * A claim of a proven token again, from the JSON form that was kept of it; `readings` are those of its key. Undefined for a
 * claim that judges nothing here, or that cannot be read any more.
 */
export function claimFromStored(
  name: string,
  json: Json,
  readings: CatReadings = NO_READINGS,
): ParsedClaim | undefined {
  const readUri = uriSigning.get(name);
  if (readUri) {
    const read = readUri(json);
    return "refused" in read ? undefined : read;
  }
  const claim = claimNamed(name, readings);
  const written = claim?.fromJson(json);
  if (!claim || isMalformed(written)) return undefined;
  // Through the wire, so that the readings count as they did at the first time.
  const value = claim.parse(claim.encode(written), readings);
  return isMalformed(value) ? undefined : parsedClaim(claim, value);
}
