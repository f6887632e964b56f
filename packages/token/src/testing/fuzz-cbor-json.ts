import { isMalformed, type Json } from "../cat/claim.ts";
import { encodeCbor } from "../cbor/encode.ts";
import { cborFromJson, cborToJson } from "../cbor/json.ts";
import { jsonSeeds } from "./fuzz-seeds.ts";
import { type FuzzTarget, textOf } from "./fuzz-target.ts";

/** The reader of CBOR in JSON. What it accepts can be written as CBOR. */
export const cborJsonFuzz: FuzzTarget = {
  name: "cbor-json",
  seeds: jsonSeeds,
  run(input) {
    const json = parsed(textOf(input));
    const value = json === undefined ? { malformed: "no JSON" } : cborFromJson(json);
    if (isMalformed(value)) return "refused";
    encodeCbor(value);
    JSON.stringify(cborToJson(value));
    return "accepted";
  },
};

/** Undefined for what is no JSON: JSON.parse is not ours, and its exceptions are no finding. */
function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
