import { pageOf } from "../connection/answers.ts";
import { ask } from "../connection/ask.ts";
import { type OrganizationAnswer, organizationAnswer } from "../connection/declared-answers.ts";
import { addServerOptions, onServer } from "../on-server.ts";
import { printJson } from "../output/print.ts";
import { type Column, table } from "../output/table.ts";
import { addPagingOptions, type PagingFlags, printPage } from "../paging.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

const organizationColumns: readonly Column<OrganizationAnswer>[] = [
  ["organization", ({ code }) => code],
  ["title", ({ title }) => title ?? undefined],
];

/** `sluice organization list`: the tenants of this installation. */
export const addOrganizationList: AddCommand = program => {
  const command = group(program, "organization").command("list").description("List organizations, by code");
  addServerOptions(addPagingOptions(command)).action(list);
};

async function list(flags: PagingFlags): Promise<void> {
  const { limit, cursor } = flags;
  await onServer(flags, async connection => {
    const query = { limit, cursor };
    const call = { method: "GET", path: "/v1/organizations", query } as const;
    const { value, raw } = await ask(connection, call, pageOf(organizationAnswer));
    if (flags.json) printJson(raw);
    else printPage(value, table(organizationColumns, value.items));
  });
}
