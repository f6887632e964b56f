import type { CborMap, CborValue } from "../cbor/value.ts";
import { isMalformed, type ParsedClaim } from "./claim.ts";
import { type ClaimProblem, isClaimProblem } from "./claim-problem.ts";
import type { ClaimRow, ClaimTable } from "./claim-table.ts";
import type { ClaimSet } from "./composition.ts";
import { parsedClaim } from "./parsed-claim.ts";
import type { CatReadings } from "./readings.ts";
import { isCborArray, isCborMap } from "./shapes.ts";

/** Compositions inside one another; at least 4 must work (draft-lemmons-cose-composite-claims). */
export const MAX_COMPOSITION_DEPTH = 10;
/** Sets of claims in one token. */
export const MAX_CLAIM_SETS = 64;

/** What is the same for all sets of a token. */
interface Reading {
  readonly table: ClaimTable;
  readonly readings: CatReadings;
  sets: number;
}

/** Reads the claims of a token, in the order of their ranks, or says which cannot be read. */
export function parseClaimSet(
  map: CborMap,
  readings: CatReadings,
  table: ClaimTable,
): ParsedClaim[] | ClaimProblem {
  return parseSet(map, { table, readings, sets: 0 }, 0);
}

/** Reads the sets of a composition that stands by itself. */
export function parseComposition(
  row: ClaimRow,
  value: CborValue,
  readings: CatReadings,
  table: ClaimTable,
): readonly ClaimSet[] | ClaimProblem {
  return parseSets(row, value, { table, readings, sets: 0 }, 0);
}

function parseSet(map: CborMap, reading: Reading, depth: number): ParsedClaim[] | ClaimProblem {
  const { table, readings } = reading;
  const critical = table.crit === undefined ? undefined : map.get(table.crit);
  const claims: ParsedClaim[] = [];
  let isInOrder = true;
  let lastRank = 0;
  for (const [label, raw] of map) {
    const row = table.byLabel.get(label);
    if (row === undefined) {
      if (critical !== undefined || readings.ignoredClaims?.includes(label)) continue;
      return { reason: "claim-unsupported", claim: String(label), detail: "this claim is not known" };
    }
    const parsed = parseClaim(row, raw, reading, depth);
    if (isClaimProblem(parsed)) return parsed;
    claims.push(parsed);
    if (row.rank < lastRank) isInOrder = false;
    lastRank = row.rank;
  }
  return missingCritical(critical, map, table) ?? (isInOrder ? claims : byRank(claims, map, table));
}

function parseClaim(
  row: ClaimRow,
  raw: CborValue,
  reading: Reading,
  depth: number,
): ParsedClaim | ClaimProblem {
  const { claim } = row;
  if (row.composition !== undefined) {
    const sets = parseSets(row, raw, reading, depth);
    return isClaimProblem(sets) ? sets : parsedClaim(claim, sets);
  }
  const value = claim.parse(raw, reading.readings);
  if (!isMalformed(value)) return parsedClaim(claim, value);
  const reason = value.unsupported ? "claim-unsupported" : "claim-malformed";
  return { reason, claim: claim.name, detail: value.malformed };
}

/** The claims of `map` in the order of their ranks, which tokens mostly have already. */
function byRank(claims: readonly ParsedClaim[], map: CborMap, table: ClaimTable): ParsedClaim[] {
  const ranks = [...map.keys()].flatMap(label => table.byLabel.get(label)?.rank ?? []);
  const ranked = claims.map((claim, index) => ({ claim, rank: ranks[index] ?? 0 }));
  return ranked.sort((left, right) => left.rank - right.rank).map(({ claim }) => claim);
}

function parseSets({ claim }: ClaimRow, value: CborValue, reading: Reading, depth: number) {
  if (!isCborArray(value) || value.length === 0)
    return problem(claim.name, "it must be a list of sets of claims");
  if (depth >= MAX_COMPOSITION_DEPTH) return problem(claim.name, "sets of claims nested too deeply");
  const sets: ClaimSet[] = [];
  for (const written of value) {
    reading.sets += 1;
    if (!isCborMap(written)) return problem(claim.name, "it must be a list of sets of claims");
    if (reading.sets > MAX_CLAIM_SETS) return problem(claim.name, "too many sets of claims");
    const claims = parseSet(written, reading, depth + 1);
    // What breaks its format refuses the token; what is only not known leaves the choice to other sets.
    if (isClaimProblem(claims) && claims.reason !== "claim-unsupported") return claims;
    sets.push({ written, claims });
  }
  return sets;
}

function problem(claim: string, detail: string): ClaimProblem {
  return { reason: "claim-malformed", claim, detail };
}

/** Every claim that crit lists must be there and be understood. */
function missingCritical(critical: CborValue, map: CborMap, table: ClaimTable): ClaimProblem | undefined {
  if (critical === undefined || !isCborArray(critical)) return undefined;
  for (const label of critical) {
    const isLabel = typeof label === "number" || typeof label === "string";
    if (!isLabel || !map.has(label) || !table.byLabel.has(label)) {
      return {
        reason: "claim-unsupported",
        claim: "crit",
        detail: "it lists a claim that is missing or not known",
      };
    }
  }
  return undefined;
}
