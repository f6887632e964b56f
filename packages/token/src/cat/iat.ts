import type { Claim } from "./claim.ts";
import { numericDate } from "./numeric-date.ts";

/** Informs only: never a ground for refusing, not even in the future. */
export const iat: Claim<number> = {
  ...numericDate,
  name: "iat",
  label: 6,
  summary: "When the token was made, in Unix seconds. It limits nothing.",
  source: "RFC 8392 3.1.6, CTA-5007-B 4.7.2",
  checkedAt: "entry",
};
