import type { FieldProblem } from "../../commands/field-problem.ts";

const DEFAULT_PAGE_SIZE = 20;
const LARGEST_PAGE = 100;

/** What a list of tokens is narrowed down to, and which page of it is asked for. */
export interface ListQuery {
  /** Undefined: both. */
  readonly isActive: boolean | undefined;
  /** The parameter that said so, for addresses of other pages. */
  readonly status: Readonly<Record<string, string>>;
  /** 1 or more. */
  readonly page: number;
  /** 1 to 100; more is cut. */
  readonly pageSize: number;
}

const STATUSES: ReadonlyMap<string, boolean> = new Map([
  ["active", true],
  ["expired", false],
]);
const SWITCHES: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["1", true],
  ["false", false],
  ["0", false],
]);

/** Reads `status`, `is_active`, `page` and `page_size` (Testpress documentation; TPStreams' own until May 2025). */
export function readListQuery(query: string): ListQuery | { readonly errors: readonly FieldProblem[] } {
  const parameters = new URLSearchParams(query);
  const status = parameters.get("status");
  const active = parameters.get("is_active");
  const page = numberOf(parameters.get("page"), 1);
  const pageSize = numberOf(parameters.get("page_size"), DEFAULT_PAGE_SIZE);
  const byStatus = status === null ? undefined : STATUSES.get(status.toLowerCase());
  const bySwitch = active === null ? undefined : SWITCHES.get(active.toLowerCase());
  const errors: FieldProblem[] = [];
  const wrong = (field: string, message: string) => errors.push({ field, message });
  if (status !== null && byStatus === undefined) wrong("status", "active or expired is required.");
  if (active !== null && bySwitch === undefined) wrong("is_active", "Must be a valid boolean.");
  if (status !== null && active !== null && byStatus !== bySwitch)
    wrong("is_active", "This says otherwise than status.");
  if (page === undefined) wrong("page", "A valid integer is required.");
  if (pageSize === undefined) wrong("page_size", "A valid integer is required.");
  if (errors.length > 0 || page === undefined || pageSize === undefined) return { errors };
  return {
    isActive: byStatus ?? bySwitch,
    status: { ...(status === null ? {} : { status }), ...(active === null ? {} : { is_active: active }) },
    page,
    pageSize: Math.min(pageSize, LARGEST_PAGE),
  };
}

function numberOf(text: string | null, otherwise: number): number | undefined {
  if (text === null) return otherwise;
  return /^[1-9]\d{0,6}$/.test(text) ? Number(text) : undefined;
}
