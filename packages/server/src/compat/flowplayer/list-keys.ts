import { z } from "zod";
import { invalidFields } from "../../commands/command-problem.ts";
import type { CompatProblem } from "../compat-system.ts";

const MOST_ON_A_PAGE = 1000;
const positive = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, "must be a positive integer")
  .transform(Number);

const listQuery = z.object({
  query: z.string().optional(),
  page: positive.default(1),
  per_page: positive.default(MOST_ON_A_PAGE).transform(count => Math.min(count, MOST_ON_A_PAGE)),
});

/** One page of a list, with what they say of it. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly pagination: Readonly<Record<string, number>>;
}

/**
 * The page that a query wants, the first made first (`page`, 1 at least; `per_page`, at most 1000 and that by default).
 * `query` searches names, in any case: texts with `|` between, one of which suffices, each also as `name:text`.
 */
export function pageOf<T extends { readonly name: string }>(
  all: readonly T[],
  query: string,
): Page<T> | { readonly problem: CompatProblem } {
  const read = listQuery.safeParse(Object.fromEntries(new URLSearchParams(query)));
  if (!read.success) {
    return invalidFields(read.error.issues.map(({ path, message }) => ({ field: path.join("."), message })));
  }
  const { page, per_page, query: wanted } = read.data;
  const found = wanted ? all.filter(({ name }) => matches(name, wanted)) : all;
  const first = (page - 1) * per_page;
  const items = found.slice(first, first + per_page);
  const pagination = {
    payload_version: 1,
    total_records: found.length,
    page,
    per_page,
    total_pages: Math.ceil(found.length / per_page),
    page_first_index: first,
    page_last_index: Math.max(first, first + items.length - 1),
  };
  return { items, pagination };
}

function matches(name: string, wanted: string): boolean {
  const terms = wanted.split("|").map(term =>
    term
      .replace(/^name:/, "")
      .trim()
      .toLowerCase(),
  );
  return terms.some(term => term !== "" && name.toLowerCase().includes(term));
}
