import type { ConstraintTypes } from "@sluice/policy";

/** What one limit says of renditions: lines of picture, names, or both. */
export type RenditionLimit = ConstraintTypes["renditions"];

/** Limits in one written form: the same limits are the same text. */
export function keyOfLimits(limits: readonly RenditionLimit[]): string {
  return JSON.stringify(limits.map(({ maxHeight, names }) => [maxHeight ?? null, names ?? null]));
}
