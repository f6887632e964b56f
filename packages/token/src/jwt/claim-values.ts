import type { Json } from "../cat/claim.ts";
import { isJsonArray } from "./strict-json.ts";

/** The texts of a list with at least one member and no empty text; undefined for anything else. */
export function textList(value: Json | undefined): readonly string[] | undefined {
  if (!isJsonArray(value) || value.length === 0) return undefined;
  const texts: string[] = [];
  for (const item of value) {
    if (!isText(item)) return undefined;
    texts.push(item);
  }
  return texts;
}

/** A list of texts, or one text in its place. */
export function textOrList(value: Json | undefined): readonly string[] | undefined {
  return isText(value) ? [value] : textList(value);
}

/** A text that is not empty. */
export function isText(value: Json | undefined): value is string {
  return typeof value === "string" && value !== "";
}

/** A whole number from `least` on, below 2^53. */
export function isWhole(value: Json | undefined, least: number): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= least;
}
