import type { AuditStore } from "../../store/audit.ts";
import type { Actor } from "../actor.ts";
import { type CommandProblem, type Outcome, refuse } from "../command-problem.ts";
import { type Listed, listed, type Paging } from "../listed.ts";
import { includesScope } from "../scopes.ts";
import { auditLine } from "./audit-line.ts";
import { auditView } from "./audit-view.ts";

/** Entries that are read at once. */
const PAGE = 500;

type ReadStore = Pick<AuditStore, "listAudit" | "auditEntry" | "auditRows" | "auditEnd" | "firstAuditNumber">;

/** What a list of entries is narrowed to. Times in Unix seconds: `since` counts, `until` counts no more. */
export interface AuditFilter extends Paging {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
  readonly user?: string | undefined;
  readonly since?: number | undefined;
  readonly until?: number | undefined;
}

/** Why the actor may not read the log; undefined: it may. What is in it belongs to no one application. */
export function mayReadAudit({ applications }: Actor): { readonly problem: CommandProblem } | undefined {
  if (applications === undefined) return undefined;
  return refuse(
    "not-permitted",
    "the audit log is the whole organization's; this API key is for some applications",
  );
}

/**
 * Why the actor may not have an organization's log verified; undefined: it may. An operator of the machine may for every
 * organization: what a verification tells is in no entry.
 */
export function mayVerifyAudit(
  actor: Actor,
  organization: string,
): { readonly problem: CommandProblem } | undefined {
  if (organization !== actor.organization && !includesScope(actor.scopes, "installation")) {
    return refuse("not-permitted", "another organization's log is verified with the scope installation");
  }
  return mayReadAudit(actor);
}

/** Entries of the actor's organization, the last first. */
export async function listAudit(
  store: ReadStore,
  actor: Actor,
  filter: AuditFilter,
): Promise<Outcome<Listed<ReturnType<typeof auditView>>>> {
  const refused = mayReadAudit(actor);
  if (refused) return refused;
  return { done: listed(await store.listAudit({ ...filter, organization: actor.organization }), auditView) };
}

/** One entry of the actor's organization. */
export async function readAuditEntry(
  store: ReadStore,
  actor: Actor,
  number: number,
): Promise<Outcome<ReturnType<typeof auditView>>> {
  const refused = mayReadAudit(actor);
  if (refused) return refused;
  const entry = await store.auditEntry(actor.organization, number);
  return entry ? { done: auditView(entry) } : refuse("not-found", "there is no such entry of the audit log");
}

/** Which entries to export: those behind a number, those from a second on, at most so many. */
export interface AuditRange {
  readonly after?: number | undefined;
  /** Unix seconds. */
  readonly since?: number | undefined;
  readonly limit?: number | undefined;
}

/**
 * Entries of the actor's organization as lines, the first made first and none left out between them, in pages, up to
 * the last one there is when it begins. The first page has been read when this resolves.
 */
export async function exportAudit(
  store: ReadStore,
  actor: Actor,
  range: AuditRange,
): Promise<Outcome<AsyncIterable<string>>> {
  const refused = mayReadAudit(actor);
  if (refused) return refused;
  const pages = exportPages(store, actor.organization, range);
  const first = await pages.next();
  return { done: first.done ? none() : startingWith(first.value, pages) };
}

async function* exportPages(
  store: ReadStore,
  organization: string,
  { after = 0, since, limit = Number.MAX_SAFE_INTEGER }: AuditRange,
): AsyncGenerator<string, void> {
  const { lastNumber } = await store.auditEnd(organization);
  const from = since === undefined ? 1 : await store.firstAuditNumber(organization, since * 1000);
  if (from === undefined) return;
  let last = Math.max(after, from - 1);
  let left = Math.min(limit, lastNumber - last);
  while (left > 0) {
    const rows = await store.auditRows(organization, last, Math.min(PAGE, left));
    if (rows.length === 0) return;
    yield rows.map(auditLine).join("");
    left -= rows.length;
    last = rows.at(-1)?.number ?? lastNumber;
  }
}

async function* startingWith(first: string, rest: AsyncIterable<string>): AsyncGenerator<string, void> {
  yield first;
  yield* rest;
}

async function* none(): AsyncGenerator<string, void> {}
