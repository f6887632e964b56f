import { type DecisionAnswer, decisionAnswer, pageOf } from "../connection/answers.ts";
import { ask } from "../connection/ask.ts";
import { addServerOptions, onServer } from "../on-server.ts";
import { pastMoment } from "../option-values.ts";
import { printJson } from "../output/print.ts";
import { type Column, table } from "../output/table.ts";
import { timeText } from "../output/time-text.ts";
import { addPagingOptions, type PagingFlags, printPage } from "../paging.ts";
import { readTokenId } from "../token-argument.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

interface ListFlags extends PagingFlags {
  readonly user?: string;
  readonly stream?: string;
  readonly ip?: string;
  readonly reason?: string;
  readonly token?: string;
  readonly session?: string;
  readonly allowed?: boolean;
  readonly refused?: boolean;
  readonly since?: number;
  readonly until?: number;
}

const decisionColumns: readonly Column<DecisionAnswer>[] = [
  ["ref", decision => decision.ref],
  ["when", decision => timeText(decision.at)],
  ["outcome", decision => (decision.allowed ? "allowed" : (decision.reason ?? "refused"))],
  ["door", decision => decision.door],
  ["to", decision => decision.action],
  ["stream", decision => decision.stream ?? undefined],
  ["token", decision => decision.token ?? undefined],
  ["user", decision => decision.user ?? undefined],
  ["ip", decision => decision.ip ?? undefined],
];

/** `sluice decision list`: who was refused, and who was admitted. */
export const addDecisionList: AddCommand = program => {
  const command = group(program, "decision")
    .command("list")
    .description("List decisions, the last one first; sluice why explains one")
    .option("--user <user>", "only those about this user")
    .option("--stream <stream>", "only those about this stream")
    .option("--ip <address>", "only those from this address")
    .option("--reason <reason>", "only those for this reason, such as token-expired")
    .option("--token <token>", "only those about this token: its id, its text, or -")
    .option("--session <id>", "only those about this session")
    .option("--refused", "only refusals")
    .option("--allowed", "only admissions")
    .option("--since <time>", "then or later: Unix seconds, 2027-01-31T18:00Z, or 2h ago", pastMoment)
    .option("--until <time>", "before then", pastMoment);
  addServerOptions(addPagingOptions(command)).action(list);
};

async function list(flags: ListFlags): Promise<void> {
  const { user, stream, ip, reason, session, since, until, limit, cursor } = flags;
  const token = flags.token === undefined ? undefined : await readTokenId(flags.token);
  const narrowed = { user, stream, ip, reason, token, session, allowed: outcomeOf(flags), since, until };
  await onServer(flags, async connection => {
    const query = { ...narrowed, limit, cursor };
    const call = { method: "GET", path: "/v1/decisions", query } as const;
    const { value, raw } = await ask(connection, call, pageOf(decisionAnswer));
    if (flags.json) printJson(raw);
    else printPage(value, table(decisionColumns, value.items));
  });
}

function outcomeOf({ allowed, refused }: ListFlags): string | undefined {
  if (allowed === refused) return undefined;
  return allowed ? "true" : "false";
}
