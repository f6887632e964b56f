import { isDeepStrictEqual } from "node:util";
import { Secret } from "@sluice/token";

/** Whether two settings are the same to the bottom, the texts of secrets included: those look alike to everybody else. */
export function isSameSettings(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(exposed(one), exposed(other));
}

function exposed(value: unknown): unknown {
  if (value instanceof Secret) return value.expose();
  if (Array.isArray(value)) return value.map(exposed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, exposed(inner)]));
}
