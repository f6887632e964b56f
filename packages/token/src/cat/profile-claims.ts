import type { CborMap } from "../cbor/value.ts";
import type { Claim, Json } from "./claim.ts";
import { type ClaimProblem, isClaimProblem } from "./claim-problem.ts";
import type { ClaimTable, Composition } from "./claim-table.ts";
import { type ClaimSet, judgeComposition, setsToJson } from "./composition.ts";
import { parseComposition } from "./parse-claim-set.ts";
import type { CatReadings, LabelProfile } from "./readings.ts";
import { isJsonArray, malformed } from "./shapes.ts";

const SOURCE = "draft-lemmons-cose-composite-claims";
const compositions: readonly Composition[] = ["or", "nor", "and"];
const summaries: Readonly<Record<Composition, string>> = {
  or: "Sets of claims of which one at least must allow the request.",
  nor: "Sets of claims of which none may allow the request.",
  and: "Sets of claims that must all allow the request.",
};

/** Reads one set of claims from JSON. */
type SetFromJson = (json: Json, readings: CatReadings) => CborMap | ClaimProblem;

/** The table with the composition claims of a profile; their labels take the place of whatever has them in `base`. */
export function tableWithProfile(
  base: ClaimTable,
  labels: LabelProfile,
  setFromJson: SetFromJson,
): ClaimTable {
  const byLabel = new Map(base.byLabel);
  const table: ClaimTable = { byLabel, crit: labels.crit };
  const firstRank = byLabel.size;
  for (const composition of compositions) {
    const label = labels[composition];
    if (label === undefined) continue;
    const row = { rank: firstRank, composition };
    const claim = compositionClaim(composition, label, { table, labels, setFromJson });
    byLabel.set(label, { ...row, claim });
  }
  if (labels.crit !== undefined) byLabel.set(labels.crit, { claim: critClaim(labels.crit), rank: 0 });
  return table;
}

interface Profile {
  readonly table: ClaimTable;
  readonly labels: LabelProfile;
  readonly setFromJson: SetFromJson;
}

function compositionClaim(name: Composition, label: number, profile: Profile): Claim<readonly ClaimSet[]> {
  const parse: Claim<readonly ClaimSet[]>["parse"] = (value, readings) => {
    const row = profile.table.byLabel.get(label);
    const sets = row && parseComposition(row, value, readings, profile.table);
    if (sets === undefined) return malformed("the profile has no such claim");
    return isClaimProblem(sets) ? malformed(`${sets.claim}: ${sets.detail}`) : sets;
  };
  return {
    name,
    label,
    summary: summaries[name],
    source: SOURCE,
    checkedAt: "entry",
    parse,
    judge: (sets, context) => judgeComposition(name, sets, context),
    encode: sets => sets.map(set => set.written),
    fromJson(json) {
      const sets: CborMap[] = [];
      for (const item of isJsonArray(json) ? json : []) {
        const map = profile.setFromJson(item, { labels: profile.labels });
        if (isClaimProblem(map)) return malformed(`${map.claim}: ${map.detail}`);
        sets.push(map);
      }
      return parse(sets, { labels: profile.labels });
    },
    toJson: setsToJson,
  };
}

function critClaim(label: number): Claim<readonly (number | string)[]> {
  const read = (value: unknown) => {
    const labels = labelsOf(value);
    return labels ?? malformed("it must be a list of labels");
  };
  return {
    name: "crit",
    label,
    summary: "Claims that must be there and be understood; others that are not known are passed over.",
    source: SOURCE,
    checkedAt: "entry",
    parse: read,
    encode: value => value,
    fromJson: read,
    toJson: value => value,
  };
}

function labelsOf(value: unknown): readonly (number | string)[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const items: readonly unknown[] = value;
  const labels: (number | string)[] = [];
  for (const item of items) {
    if (typeof item !== "string" && !Number.isSafeInteger(item)) return undefined;
    labels.push(item as number | string);
  }
  return labels;
}
