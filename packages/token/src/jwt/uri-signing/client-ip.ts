import type { Json, ParsedClaim } from "../../cat/claim.ts";
import type { Refused } from "../../formats/judgement.ts";
import { unsupported } from "../refused.ts";

/** `cdniip` (RFC 9246 section 2.1.10). */
export function readClientIp(_value: Json): ParsedClaim | Refused {
  return unsupported("cdniip is not read here", "cdniip");
}
