import { base64Fuzz } from "./fuzz-base64.ts";
import { cborFuzz } from "./fuzz-cbor.ts";
import { cborJsonFuzz } from "./fuzz-cbor-json.ts";
import { jwtFuzz } from "./fuzz-jwt.ts";
import { jwtClaimsFuzz } from "./fuzz-jwt-claims.ts";
import { regexFuzz } from "./fuzz-regex.ts";
import type { FuzzTarget } from "./fuzz-target.ts";

/** Every decoder of this package that reads what strangers write. */
export const fuzzTargets: readonly FuzzTarget[] = [
  cborFuzz,
  cborJsonFuzz,
  base64Fuzz,
  jwtFuzz,
  jwtClaimsFuzz,
  regexFuzz,
];
