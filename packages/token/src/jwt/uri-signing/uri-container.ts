import type { Json, ParsedClaim } from "../../cat/claim.ts";
import type { Refused } from "../../formats/judgement.ts";
import { malformed, unsupported } from "../refused.ts";

/** `cdniuc` (RFC 9246 section 2.1.15). */
export function readUriContainer(value: Json | undefined): ParsedClaim | Refused {
  return value === undefined
    ? malformed("cdniuc is missing", "cdniuc")
    : unsupported("cdniuc is not read here", "cdniuc");
}
