import { order } from "../connection/ask.ts";
import { addServerOptions, onServer, type ServerFlags } from "../on-server.ts";
import { print, printJson } from "../output/print.ts";
import { printable } from "../output/printable.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

/** `sluice webhook delete`: nothing is sent to it any more. */
export const addWebhookDelete: AddCommand = program => {
  const command = group(program, "webhook")
    .command("delete")
    .description("Remove a webhook with everything that waits for it")
    .argument("<id>", "id of the webhook, as in sluice webhook list");
  addServerOptions(command).action(remove);
};

async function remove(id: string, flags: ServerFlags): Promise<void> {
  await onServer(flags, async connection => {
    await order(connection, { method: "DELETE", path: `/v1/webhooks/${encodeURIComponent(id)}` });
    if (flags.json) printJson({ id, status: "deleted" });
    else print(`Deleted ${printable(id)}: nothing is sent to it any more.`);
  });
}
