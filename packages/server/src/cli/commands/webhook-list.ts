import { pageOf } from "../connection/answers.ts";
import { ask } from "../connection/ask.ts";
import { type WebhookAnswer, webhookAnswer } from "../connection/webhook-answers.ts";
import { addServerOptions, onServer } from "../on-server.ts";
import { printJson } from "../output/print.ts";
import { type Column, table } from "../output/table.ts";
import { webhookStateText } from "../output/webhook-text.ts";
import { addPagingOptions, type PagingFlags, printPage } from "../paging.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

const webhookColumns: readonly Column<WebhookAnswer>[] = [
  ["id", webhook => webhook.id],
  ["url", webhook => webhook.url],
  ["events", webhook => webhook.events.join(", ")],
  ["applications", webhook => webhook.applications?.join(", ")],
  ["description", webhook => webhook.description ?? undefined],
  ["state", webhookStateText],
];

/** `sluice webhook list`: who hears of what, the last made first. */
export const addWebhookList: AddCommand = program => {
  const command = group(program, "webhook").command("list").description("List webhooks, the newest first");
  addServerOptions(addPagingOptions(command)).action(list);
};

async function list(flags: PagingFlags): Promise<void> {
  const { limit, cursor } = flags;
  await onServer(flags, async connection => {
    const call = { method: "GET", path: "/v1/webhooks", query: { limit, cursor } } as const;
    const { value, raw } = await ask(connection, call, pageOf(webhookAnswer));
    if (flags.json) printJson(raw);
    else printPage(value, table(webhookColumns, value.items));
  });
}
