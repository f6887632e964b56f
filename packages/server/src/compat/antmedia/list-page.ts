import type { CompatProblem } from "../compat-system.ts";

/** Their stores give no more at once. */
const LONGEST_PAGE = 250;

/** Which part of a list is asked for. */
export interface ListPage {
  readonly offset: number;
  /** At most 250. */
  readonly size: number;
}

/** A page as their addresses have it, `/{offset}/{size}`; what are no whole numbers is no address there. */
export function readListPage({
  offset = "",
  size = "",
}: Readonly<Record<string, string>>): ListPage | { readonly problem: CompatProblem } {
  if (![offset, size].every(text => /^-?\d{1,9}$/.test(text))) {
    return { problem: { reason: "not-found", detail: "offset and size are no whole numbers" } };
  }
  return { offset: Math.max(0, Number(offset)), size: Math.min(LONGEST_PAGE, Math.max(0, Number(size))) };
}
