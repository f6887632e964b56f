import type { IssuedWebhookAnswer, WebhookAnswer } from "../connection/webhook-answers.ts";
import { colour } from "./colour.ts";
import { columns } from "./columns.ts";
import { printable } from "./printable.ts";
import { timeText } from "./time-text.ts";

/** A webhook that was made. Its secret is the last line: easy to copy and to cut off. */
export function issuedWebhookText(webhook: IssuedWebhookAnswer): string {
  return [
    `${colour.good("Created")} webhook ${webhook.id}`,
    columns([
      ["url", webhook.url],
      ["events", webhook.events.join(", ")],
      ["applications", webhook.applications?.join(", ") ?? "all"],
      ["description", webhook.description ?? undefined],
    ]),
    "",
    "The secret that signs; this is shown once:",
    webhook.secret,
  ].join("\n");
}

/** Whether it is on, and whether its receiver answers. */
export function webhookStateText({ enabled, disabled_reason, failing_since }: WebhookAnswer): string {
  if (!enabled) return disabled_reason === null ? "off" : `off (${disabled_reason})`;
  return failing_since === null ? "on" : `on, failing since ${timeText(failing_since)}`;
}

/** What came back from a test. */
export function webhookTestText(test: {
  readonly delivered: boolean;
  readonly status: number | null;
  readonly duration_ms: number;
  readonly error: string | null;
}): string {
  const after = `after ${test.duration_ms} ms`;
  if (test.delivered) return `${colour.good("Delivered")}: the receiver answered ${test.status} ${after}.`;
  return `${colour.bad("Not delivered")} ${after}: ${printable(test.error ?? "")}`;
}
