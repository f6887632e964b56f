import type { AllowDeny } from "../limit-types.ts";

/** What lists say of one value. `unknown`: there is no value, and a list that needs one cannot be met. */
export type Listing = "allowed" | "denied" | "not-listed" | "unknown";

/** Holds a value against both lists; `deny` comes first. Lists that say nothing allow all, known or not. Pure. */
export function judgeLists<T>({ allow, deny = [] }: AllowDeny<T>, value: T | undefined): Listing {
  if (allow === undefined && deny.length === 0) return "allowed";
  if (value === undefined) return "unknown";
  if (deny.includes(value)) return "denied";
  return allow === undefined || allow.includes(value) ? "allowed" : "not-listed";
}

/** The lists in words, for explanations: `allow DE, AT; deny US`. */
export function describeLists<T>({ allow, deny = [] }: AllowDeny<T>, prefix = ""): string {
  const words = (values: readonly T[]): string =>
    values.map(value => `${prefix}${String(value)}`).join(", ") || "none";
  const parts = allow === undefined ? [] : [`allow ${words(allow)}`];
  if (deny.length > 0) parts.push(`deny ${words(deny)}`);
  return parts.join("; ") || "any";
}
