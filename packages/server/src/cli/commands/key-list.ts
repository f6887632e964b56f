import { pageOf } from "../connection/answers.ts";
import { ask } from "../connection/ask.ts";
import { type TokenKeyAnswer, tokenKeyAnswer } from "../connection/token-key-answers.ts";
import { addServerOptions, onServer } from "../on-server.ts";
import { printJson } from "../output/print.ts";
import { type Column, table } from "../output/table.ts";
import { timeText } from "../output/time-text.ts";
import { addPagingOptions, type PagingFlags, printPage } from "../paging.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

const columns: readonly Column<TokenKeyAnswer>[] = [
  ["id", key => key.id],
  ["name", key => key.name],
  ["kid", key => key.kid ?? undefined],
  ["algorithm", key => key.algorithm ?? undefined],
  ["source", key => key.source],
  ["state", key => key.state],
  ["role", key => key.role ?? undefined],
  ["application", key => key.application ?? undefined],
  ["retires", key => (key.retires_at === null ? undefined : timeText(key.retires_at))],
  ["last used", key => (key.last_used_at === null ? undefined : timeText(key.last_used_at))],
];

/** `sluice key list`: the keys that vouch for tokens, the last made first. */
export const addKeyList: AddCommand = program => {
  const command = group(program, "key").command("list").description("List token keys, the newest first");
  addServerOptions(addPagingOptions(command)).action(list);
};

async function list(flags: PagingFlags): Promise<void> {
  const { limit, cursor } = flags;
  await onServer(flags, async connection => {
    const call = { method: "GET", path: "/v1/keys", query: { limit, cursor } } as const;
    const { value, raw } = await ask(connection, call, pageOf(tokenKeyAnswer));
    if (flags.json) printJson(raw);
    else printPage(value, table(columns, value.items));
  });
}
