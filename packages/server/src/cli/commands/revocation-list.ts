import { pageOf, type RevocationAnswer, revocationAnswer } from "../connection/answers.ts";
import { ask } from "../connection/ask.ts";
import { addServerOptions, onServer } from "../on-server.ts";
import { printJson } from "../output/print.ts";
import { coverText, selectorText } from "../output/revocation-text.ts";
import { type Column, table } from "../output/table.ts";
import { timeText } from "../output/time-text.ts";
import { addPagingOptions, type PagingFlags, printPage } from "../paging.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

const revocationColumns: readonly Column<RevocationAnswer>[] = [
  ["id", rule => rule.id],
  ["covers", rule => selectorText(rule.selector)],
  ["tokens", rule => `${rule.count}`],
  ["sessions", rule => `${rule.sessions}`],
  ["made", rule => timeText(rule.created_at)],
  ["took", rule => (rule.effect_ms === null ? undefined : `${rule.effect_ms} ms`)],
  ["by", rule => rule.created_by ?? undefined],
  ["later", rule => (rule.undone_at === null ? coverText(rule) : `undone ${timeText(rule.undone_at)}`)],
];

/** `sluice revocation list`: rules that withdraw tokens. */
export const addRevocationList: AddCommand = program => {
  const command = group(program, "revocation")
    .command("list")
    .description("List revocations, the newest first");
  addServerOptions(addPagingOptions(command)).action(list);
};

async function list(flags: PagingFlags): Promise<void> {
  const { limit, cursor } = flags;
  await onServer(flags, async connection => {
    const call = { method: "GET", path: "/v1/revocations", query: { limit, cursor } } as const;
    const { value, raw } = await ask(connection, call, pageOf(revocationAnswer));
    if (flags.json) printJson(raw);
    else printPage(value, table(revocationColumns, value.items));
  });
}
