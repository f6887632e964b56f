import type { Json, ParsedClaim } from "../../cat/claim.ts";
import { malformed, type Refused, unsupported } from "../refused.ts";

/** `cdniuc` (RFC 9246 section 2.1.15). */
export function readUriContainer(value: Json | undefined): ParsedClaim | Refused {
  return value === undefined ? malformed("cdniuc is missing") : unsupported("cdniuc is not read here");
}
