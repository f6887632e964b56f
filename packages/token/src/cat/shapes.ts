import { CborFloat, type CborMap, type CborValue } from "../cbor/value.ts";
import type { Json, Malformed } from "./claim.ts";

export const malformed = (why: string): Malformed => ({ malformed: why });

/** Understood, and not done here: the reason is `claim-unsupported`, and inside a composition it is never an acceptance. */
export const unsupported = (why: string): Malformed => ({ malformed: why, unsupported: true });

export function isCborArray(value: CborValue): value is readonly CborValue[] {
  return Array.isArray(value);
}

export function isCborMap(value: CborValue): value is CborMap {
  return value instanceof Map;
}

export function isJsonArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

export function isJsonObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An unsigned integer up to 2^53 - 1. */
export function isUint(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

/** Any number on the wire or in JSON, integer or float; undefined for everything else, infinity and NaN too. */
export function finiteNumber(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (value instanceof CborFloat) return Number.isFinite(value.value) ? value.value : undefined;
  return typeof value === "bigint" ? Number(value) : undefined;
}

/** The number in the shortest form that keeps it: an integer where it is one. */
export function cborNumber(value: number): number | CborFloat {
  return Number.isSafeInteger(value) ? value : new CborFloat(value);
}

/** The texts of a list of texts, on the wire or in JSON; undefined when it is none or longer than `most`. */
export function textsOf(value: unknown, most: number): readonly string[] | undefined {
  if (!Array.isArray(value) || value.length > most) return undefined;
  const items: readonly unknown[] = value;
  // At its length at once: an array that grows takes room for 17.
  const texts = new Array<string>(items.length);
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index];
    if (typeof item !== "string") return undefined;
    texts[index] = item;
  }
  return texts;
}

/** One text, or a list of texts with at least one, as `aud` and others are written; undefined for anything else. */
export function oneOrMoreTexts(value: unknown, most: number): readonly string[] | undefined {
  if (typeof value === "string") return [value];
  const texts = textsOf(value, most);
  return texts !== undefined && texts.length > 0 ? texts : undefined;
}

/** A list as it is written: alone when it has one entry. */
export const oneOrList = (texts: readonly string[]): string | readonly string[] =>
  texts.length === 1 ? (texts[0] ?? "") : texts;

/** A list of exactly `count` numbers, on the wire or in JSON; undefined when it is none. */
export function numbersOf(value: unknown, count: number): readonly number[] | undefined {
  if (!Array.isArray(value) || value.length !== count) return undefined;
  const items: readonly unknown[] = value;
  const numbers: number[] = [];
  for (const item of items) {
    const number = finiteNumber(item);
    if (number === undefined) return undefined;
    numbers.push(number);
  }
  return numbers;
}
