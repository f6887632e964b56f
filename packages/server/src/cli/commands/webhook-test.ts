import { ask } from "../connection/ask.ts";
import { webhookTestAnswer } from "../connection/webhook-answers.ts";
import { addServerOptions, onServer, type ServerFlags } from "../on-server.ts";
import { print, printJson } from "../output/print.ts";
import { webhookTestText } from "../output/webhook-text.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

const FAILED_EXIT_CODE = 1;

/** `sluice webhook test`: does the receiver take it? Exit code 0 when it does. */
export const addWebhookTest: AddCommand = program => {
  const command = group(program, "webhook")
    .command("test")
    .description("Send webhook.test now and say what came back")
    .argument("<id>", "id of the webhook, as in sluice webhook list");
  addServerOptions(command).action(test);
};

async function test(id: string, flags: ServerFlags): Promise<void> {
  await onServer(flags, async connection => {
    const call = { method: "POST", path: `/v1/webhooks/${encodeURIComponent(id)}/test` } as const;
    const { value, raw } = await ask(connection, call, webhookTestAnswer);
    if (flags.json) printJson(raw);
    else print(webhookTestText(value));
    if (!value.delivered) process.exitCode = FAILED_EXIT_CODE;
  });
}
