import { pageOf } from "../connection/answers.ts";
import { ask } from "../connection/ask.ts";
import { type AuditEntryAnswer, auditEntryAnswer } from "../connection/audit-answers.ts";
import { addServerOptions, onServer } from "../on-server.ts";
import { pastMoment } from "../option-values.ts";
import { printJson } from "../output/print.ts";
import { type Column, table } from "../output/table.ts";
import { timeText } from "../output/time-text.ts";
import { addPagingOptions, type PagingFlags, printPage } from "../paging.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

interface ListFlags extends PagingFlags {
  readonly actor?: string;
  readonly action?: string;
  readonly subject?: string;
  readonly user?: string;
  readonly since?: number;
  readonly until?: number;
}

const auditColumns: readonly Column<AuditEntryAnswer>[] = [
  ["number", entry => `${entry.number}`],
  ["at", entry => timeText(entry.at)],
  ["actor", entry => entry.actor],
  ["address", entry => entry.address ?? undefined],
  ["action", entry => entry.action],
  ["subject", entry => entry.subject.id],
  ["user", entry => (entry.erased_at === null ? (entry.user ?? undefined) : "(erased)")],
];

/** `sluice audit list`: what was changed, by whom, the last first. */
export const addAuditList: AddCommand = program => {
  const command = group(program, "audit")
    .command("list")
    .description("List what was changed and by whom, the newest first; --json has before and after")
    .option("--actor <id>", "only by this API key, or by local, file or system")
    .option("--action <action>", "only this: token.create, api-key.rotate …")
    .option("--subject <id>", "only changes of this thing")
    .option("--user <user>", "only what concerned this viewer")
    .option("--since <time>", "from then on: Unix seconds, 2027-01-31T18:00Z, or 2h ago as 2h", pastMoment)
    .option("--until <time>", "before then", pastMoment);
  addServerOptions(addPagingOptions(command)).action(list);
};

async function list(flags: ListFlags): Promise<void> {
  const { actor, action, subject, user, since, until, limit, cursor } = flags;
  await onServer(flags, async connection => {
    const query = { actor, action, subject, user, since, until, limit, cursor };
    const call = { method: "GET", path: "/v1/audit", query } as const;
    const { value, raw } = await ask(connection, call, pageOf(auditEntryAnswer));
    if (flags.json) printJson(raw);
    else printPage(value, table(auditColumns, value.items));
  });
}
