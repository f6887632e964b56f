import { pageOf } from "../connection/answers.ts";
import { ask } from "../connection/ask.ts";
import { type DeliveryAnswer, deliveryAnswer } from "../connection/webhook-answers.ts";
import { nowSeconds } from "../now-seconds.ts";
import { addServerOptions, onServer } from "../on-server.ts";
import { printJson } from "../output/print.ts";
import { type Column, table } from "../output/table.ts";
import { distance, timeText } from "../output/time-text.ts";
import { addPagingOptions, type PagingFlags, printPage } from "../paging.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

interface DeliveriesFlags extends PagingFlags {
  readonly status?: string;
  readonly event?: string;
}

/** `sluice webhook deliveries`: what was sent to a webhook, and what came of it. */
export const addWebhookDeliveries: AddCommand = program => {
  const command = group(program, "webhook")
    .command("deliveries")
    .description("List what was sent to a webhook, the newest first")
    .argument("<id>", "id of the webhook, as in sluice webhook list")
    .option("--status <status>", "only those that are pending, delivered, failed or dropped")
    .option("--event <event>", "only these events");
  addServerOptions(addPagingOptions(command)).action(list);
};

async function list(id: string, flags: DeliveriesFlags): Promise<void> {
  const { status, event, limit, cursor } = flags;
  await onServer(flags, async connection => {
    const path = `/v1/webhooks/${encodeURIComponent(id)}/deliveries`;
    const call = { method: "GET", path, query: { status, event, limit, cursor } } as const;
    const { value, raw } = await ask(connection, call, pageOf(deliveryAnswer));
    if (flags.json) printJson(raw);
    else printPage(value, table(deliveryColumns(nowSeconds()), value.items));
  });
}

function deliveryColumns(nowSeconds: number): readonly Column<DeliveryAnswer>[] {
  return [
    ["id", delivery => delivery.id],
    ["event", delivery => (delivery.dropped > 0 ? `${delivery.dropped} events` : delivery.event)],
    ["status", delivery => delivery.status],
    ["made", delivery => timeText(delivery.created_at)],
    ["attempts", delivery => String(delivery.attempts)],
    ["next", ({ next_attempt_at: next }) => (next === null ? undefined : nextText(next, nowSeconds))],
    ["last answer", ({ last_attempt: last }) => last?.error ?? last?.status?.toString()],
  ];
}

/** When the next attempt comes: one that is due may be under way. */
function nextText(seconds: number, nowSeconds: number): string {
  return seconds > nowSeconds ? distance(seconds, nowSeconds) : "now";
}
