import { pageOf } from "../connection/answers.ts";
import { ask } from "../connection/ask.ts";
import { type GroupAnswer, groupAnswer } from "../connection/declared-answers.ts";
import { addServerOptions, onServer } from "../on-server.ts";
import { printJson } from "../output/print.ts";
import { type Column, table } from "../output/table.ts";
import { addPagingOptions, type PagingFlags, printPage } from "../paging.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

const groupColumns: readonly Column<GroupAnswer>[] = [
  ["group", ({ id }) => id],
  ["title", ({ title }) => title ?? undefined],
  ["streams", ({ stream_count: count }) => `${count}`],
  ["declared in", ({ declared_in: place }) => place ?? undefined],
];

/** `sluice group list`: sets of streams. */
export const addGroupList: AddCommand = program => {
  const command = group(program, "group").command("list").description("List groups of streams, by id");
  addServerOptions(addPagingOptions(command)).action(list);
};

async function list(flags: PagingFlags): Promise<void> {
  const { limit, cursor } = flags;
  await onServer(flags, async connection => {
    const query = { limit, cursor };
    const call = { method: "GET", path: "/v1/groups", query } as const;
    const { value, raw } = await ask(connection, call, pageOf(groupAnswer));
    if (flags.json) printJson(raw);
    else printPage(value, table(groupColumns, value.items));
  });
}
