import { pageOf } from "../connection/answers.ts";
import { ask } from "../connection/ask.ts";
import { type StreamAnswer, streamAnswer } from "../connection/declared-answers.ts";
import { addServerOptions, onServer } from "../on-server.ts";
import { enforcementText } from "../output/declared-text.ts";
import { printJson } from "../output/print.ts";
import { type Column, table } from "../output/table.ts";
import { addPagingOptions, type PagingFlags, printPage } from "../paging.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

interface ListFlags extends PagingFlags {
  readonly application?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly alias?: string;
}

const streamColumns: readonly Column<StreamAnswer>[] = [
  ["stream", ({ name }) => name],
  ["kind", ({ kind }) => kind],
  ["group", stream => stream.group ?? undefined],
  ["aliases", ({ aliases }) => (aliases.length === 0 ? undefined : aliases.join(", "))],
  ["enforcement", enforcementText],
  ["declared in", ({ declared_in: place }) => place ?? undefined],
];

/** `sluice stream list`: streams that are registered by name. */
export const addStreamList: AddCommand = program => {
  const command = group(program, "stream")
    .command("list")
    .description("List registered streams, by name")
    .option("--application <application>", "only those of this application")
    .option("--group <group>", "only those of this group")
    .option("--kind <kind>", "only these: live or vod")
    .option("--alias <alias>", "the one with this alias");
  addServerOptions(addPagingOptions(command)).action(list);
};

async function list(flags: ListFlags): Promise<void> {
  const { application, group: ofGroup, kind, alias, limit, cursor } = flags;
  await onServer(flags, async connection => {
    const query = { application, group: ofGroup, kind, alias, limit, cursor };
    const call = { method: "GET", path: "/v1/streams", query } as const;
    const { value, raw } = await ask(connection, call, pageOf(streamAnswer));
    if (flags.json) printJson(raw);
    else printPage(value, table(streamColumns, value.items));
  });
}
