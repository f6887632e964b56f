import { MAX_CLAIM_SETS, MAX_COMPOSITION_DEPTH } from "../../../packages/token/src/cat/parse-claim-set.ts";
import { MAX_CBOR_BYTES, MAX_CBOR_DEPTH, MAX_CBOR_ITEMS } from "../../../packages/token/src/cbor/limits.ts";
import { MAX_PROOF_LENGTH } from "../../../packages/token/src/dpop/open-proof.ts";
import { MAX_JWT_LENGTH } from "../../../packages/token/src/formats/jwt.ts";
import { MAX_JSON_DEPTH } from "../../../packages/token/src/jwt/strict-json.ts";
import { MAX_TOKEN_LENGTH } from "../../../packages/token/src/open-token.ts";
import {
  MAX_LARGE_INSTRUCTIONS,
  MAX_PATTERN_LENGTH,
  MAX_PATTERN_NESTING,
  MAX_POSITIONS,
  MAX_REPEAT,
  MAX_WORK,
} from "../../../packages/token/src/regex/limits.ts";
import { MAX_URI_LENGTH } from "../../../packages/token/src/uri/parse-request-uri.ts";

const limits: readonly (readonly [what: string, number: number])[] = [
  ["characters of a token", MAX_TOKEN_LENGTH],
  ["characters of a JWT", MAX_JWT_LENGTH],
  ["objects and arrays inside each other, in a JWT", MAX_JSON_DEPTH],
  ["bytes of CBOR, whatever they come in", MAX_CBOR_BYTES],
  ["arrays, maps and tags inside each other, in CBOR", MAX_CBOR_DEPTH],
  ["items of CBOR in all", MAX_CBOR_ITEMS],
  ["compositions (`or`, `nor`, `and`) inside each other", MAX_COMPOSITION_DEPTH],
  ["sets of claims in compositions, in all", MAX_CLAIM_SETS],
  ["characters of a regular expression", MAX_PATTERN_LENGTH],
  ["groups inside each other, in a regular expression", MAX_PATTERN_NESTING],
  ["the largest number in `{m,n}` of a regular expression", MAX_REPEAT],
  ["places of a regular expression that match one character, up to which any text is judged", MAX_POSITIONS],
  ["parts of a larger regular expression, its repetitions written out", MAX_LARGE_INSTRUCTIONS],
  ["steps of a larger regular expression over one text", MAX_WORK],
  ["characters of a URL that is judged", MAX_URI_LENGTH],
  ["characters of a DPoP proof", MAX_PROOF_LENGTH],
];

/** What no token goes beyond, as numbers of the code. */
export function renderLimits(): string {
  const rows = limits.map(([what, number]) => `| ${what} | ${number.toLocaleString("en")} |`);
  return ["| at most | |", "|---|---|", ...rows].join("\n");
}
