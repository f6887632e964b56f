import { describe, expect, test } from "vitest";
import type { CborMap, CborValue } from "../cbor/value.ts";
import type { RequestContext } from "../request-context.ts";
import { isClaimProblem } from "./claim-problem.ts";
import { claimsFromJson, claimsToJson, parseClaims } from "./claims.ts";
import type { CatReadings } from "./readings.ts";

const readings: CatReadings = { labels: { or: 41, nor: 42, and: 43, enc: 44, crit: 45 } };
const context: RequestContext = { nowSeconds: 1_750_000_000, country: "SE", method: "GET" };

const acceptable = new Map<number, CborValue>([[316, ["SE"]]]);
const denied = new Map<number, CborValue>([[316, ["NO"]]]);
const unknown = new Map<number, CborValue>([[99_999, 1]]);
/** Its address is not known, and it would be denied too. */
const contextless = new Map<number, CborValue>([
  [316, ["NO"]],
  [317, [[59, 18, 5]]],
]);
const stateful = new Map<number, CborValue>([
  [7, new Uint8Array([1])],
  [308, 1],
]);

/** `allow`, or the reason. */
function decide(label: number, sets: readonly CborMap[]): string {
  const claims = parseClaims(new Map([[label, sets]]), readings);
  if (isClaimProblem(claims)) return claims.reason;
  for (const claim of claims) {
    const finding = claim.judge(context);
    if (finding.outcome === "fail") return finding.reason;
    if (finding.outcome === "pending") return "pending";
  }
  return "allow";
}

describe.each([
  ["or", 41],
  ["nor", 42],
  ["and", 43],
] as const)("%s", (name, label) => {
  const answers = (or: string, nor: string, and: string) => ({ or, nor, and })[name];
  const not = "composition-not-met";

  test.each<[string, readonly CborMap[], string]>([
    ["an acceptable set", [acceptable], answers("allow", not, "allow")],
    ["a set that is not acceptable", [denied], answers(not, "allow", not)],
    ["both", [denied, acceptable], answers("allow", not, not)],
    ["an unknown claim", [unknown], "claim-unsupported"],
    [
      "an unknown claim beside an acceptable set",
      [unknown, acceptable],
      answers("allow", "claim-unsupported", "claim-unsupported"),
    ],
    ["an unknown claim beside one that is not", [unknown, denied], "claim-unsupported"],
    ["missing context beside a denial in one set", [contextless], "context-missing"],
    ["a limit that counts uses", [stateful], "claim-unsupported"],
    ["no set", [], "claim-malformed"],
  ])("with %s", (_, sets, expected) => {
    expect(decide(label, sets)).toBe(expected);
  });
});

const kinds = [41, 42, 43];

test("nothing unprocessable becomes an acceptance, in any nesting without an acceptable set", () => {
  for (const outer of kinds) {
    for (const middle of kinds) {
      for (const inner of kinds) {
        for (const set of [unknown, contextless, stateful]) {
          const sets = [new Map([[middle, [new Map([[inner, [set]]])]]])];
          expect([outer, middle, inner, decide(outer, sets)]).not.toContain("allow");
        }
      }
    }
  }
});

function nested(depth: number): readonly CborMap[] {
  let sets: readonly CborMap[] = [acceptable];
  for (let level = 1; level < depth; level += 1) sets = [new Map([[41, sets]])];
  return sets;
}

test("ten levels are read, and one more is refused", () => {
  expect(decide(41, nested(10))).toBe("allow");
  expect(decide(41, nested(11))).toBe("claim-malformed");
});

test("64 sets are read, and one more is refused", () => {
  expect(decide(43, new Array<CborMap>(64).fill(acceptable))).toBe("allow");
  expect(decide(43, new Array<CborMap>(65).fill(acceptable))).toBe("claim-malformed");
});

test("without a label profile a composition is an unknown claim", () => {
  expect(parseClaims(new Map([[41, [acceptable]]]), {})).toMatchObject({
    reason: "claim-unsupported",
    claim: "41",
  });
});

describe("crit", () => {
  const reasonOf = (entries: readonly [number, CborValue][]) => {
    const claims = parseClaims(new Map(entries), readings);
    return isClaimProblem(claims) ? claims.reason : "read";
  };

  test.each<[string, [number, CborValue][], string]>([
    [
      "lists what is there and known",
      [
        [45, [316]],
        [316, ["SE"]],
      ],
      "read",
    ],
    ["lists what is missing", [[45, [316]]], "claim-unsupported"],
    [
      "lists what is not known",
      [
        [45, [99_999]],
        [99_999, 1],
      ],
      "claim-unsupported",
    ],
    [
      "leaves others that are not known to be passed over",
      [
        [45, [316]],
        [316, ["SE"]],
        [99_999, 1],
      ],
      "read",
    ],
    [
      "is no list",
      [
        [45, 316],
        [316, ["SE"]],
      ],
      "claim-malformed",
    ],
  ])("%s", (_, entries, expected) => {
    expect(reasonOf(entries)).toBe(expected);
  });
});

test("compositions are written in JSON and read again", () => {
  const json = { or: [{ catm: ["GET"] }, { nor: [{ catgeoiso3166: ["NO"] }] }] };
  const map = claimsFromJson(json, readings);
  if (isClaimProblem(map)) throw new Error(map.detail);
  const claims = parseClaims(map, readings);
  expect(isClaimProblem(claims) ? claims : claimsToJson(claims)).toEqual(json);
});
