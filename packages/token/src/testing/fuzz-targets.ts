import { base64Fuzz } from "./fuzz-base64.ts";
import { catClaimsFuzz, catFuzz, coseFuzz } from "./fuzz-cat.ts";
import { cborFuzz } from "./fuzz-cbor.ts";
import { cborJsonFuzz } from "./fuzz-cbor-json.ts";
import { jwtClaimsFuzz, jwtFuzz, jwtHeaderFuzz } from "./fuzz-jwt.ts";
import { regexFuzz } from "./fuzz-regex.ts";
import type { FuzzTarget } from "./fuzz-target.ts";

/** Every decoder of this package that reads what strangers write. */
export const fuzzTargets: readonly FuzzTarget[] = [
  cborFuzz,
  cborJsonFuzz,
  base64Fuzz,
  regexFuzz,
  coseFuzz,
  catFuzz,
  catClaimsFuzz,
  jwtFuzz,
  jwtHeaderFuzz,
  jwtClaimsFuzz,
];
