import { pageOf } from "../connection/answers.ts";
import { ask } from "../connection/ask.ts";
import { type ApplicationAnswer, applicationAnswer } from "../connection/declared-answers.ts";
import { addServerOptions, onServer } from "../on-server.ts";
import { enforcementText, originText } from "../output/declared-text.ts";
import { printJson } from "../output/print.ts";
import { type Column, table } from "../output/table.ts";
import { addPagingOptions, type PagingFlags, printPage } from "../paging.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

const applicationColumns: readonly Column<ApplicationAnswer>[] = [
  ["application", ({ name }) => name],
  ["kind", ({ kind }) => kind],
  ["origin", originText],
  ["streams", ({ registered_only: only }) => (only ? "registered" : "any")],
  ["enforcement", enforcementText],
  ["declared in", ({ declared_in: place }) => place ?? undefined],
];

/** `sluice application list`: the namespaces of streams. */
export const addApplicationList: AddCommand = program => {
  const command = group(program, "application").command("list").description("List applications, by name");
  addServerOptions(addPagingOptions(command)).action(list);
};

async function list(flags: PagingFlags): Promise<void> {
  const { limit, cursor } = flags;
  await onServer(flags, async connection => {
    const query = { limit, cursor };
    const call = { method: "GET", path: "/v1/applications", query } as const;
    const { value, raw } = await ask(connection, call, pageOf(applicationAnswer));
    if (flags.json) printJson(raw);
    else printPage(value, table(applicationColumns, value.items));
  });
}
