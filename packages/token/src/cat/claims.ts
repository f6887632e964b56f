import type { CborMap } from "../cbor/value.ts";
import { aud } from "./aud.ts";
import { catm } from "./catm.ts";
import { catv } from "./catv.ts";
import type { Claim, ParsedClaim } from "./claim.ts";
import type { ClaimProblem } from "./claim-problem.ts";
import { cti } from "./cti.ts";
import { exp } from "./exp.ts";
import { iat } from "./iat.ts";
import { iss } from "./iss.ts";
import { nbf } from "./nbf.ts";
import { parseClaimSet } from "./parse-claim-set.ts";
import type { CatReadings } from "./readings.ts";
import { sub } from "./sub.ts";

/** Every registered claim that is understood, in the order in which they are judged. To add one: its file, and one line here. */
export const claims: readonly Claim<unknown>[] = [exp, nbf, iss, aud, catv, sub, iat, cti, catm];

const table: ReadonlyMap<number | string, Claim<unknown>> = new Map(
  claims.map(claim => [claim.label, claim]),
);

/**
 * Reads a token's claims, in the order in which they are judged. Whatever is not in the table is refused
 * (`claim-unsupported`): a Common Access Token that is not understood whole opens nothing. Claims of a wrong type are
 * `claim-malformed`. A missing `iss` or `aud` is among the answer, as a claim that refuses where one is wanted.
 */
export function parseClaims(map: CborMap, readings: CatReadings): readonly ParsedClaim[] | ClaimProblem {
  return parseClaimSet(map, readings, table);
}
