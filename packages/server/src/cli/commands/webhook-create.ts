import { ask } from "../connection/ask.ts";
import { issuedWebhookAnswer } from "../connection/webhook-answers.ts";
import { addServerOptions, onServer, type ServerFlags } from "../on-server.ts";
import { oneMore } from "../option-values.ts";
import { print, printJson } from "../output/print.ts";
import { issuedWebhookText } from "../output/webhook-text.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

interface CreateFlags extends ServerFlags {
  readonly event: readonly string[];
  readonly application?: readonly string[];
  readonly description?: string;
}

/** `sluice webhook create`: makes a webhook and prints its secret, once. */
export const addWebhookCreate: AddCommand = program => {
  const command = group(program, "webhook")
    .command("create")
    .description("Send events to a URL; prints the secret that signs them, once")
    .argument("<url>", "where events are sent to: http or https")
    .requiredOption("--event <event>", "what it hears of, session.started for example; repeatable", oneMore)
    .option("--application <application>", "only events of this application; repeatable", oneMore)
    .option("--description <text>", "for you");
  addServerOptions(command).action(create);
};

async function create(url: string, flags: CreateFlags): Promise<void> {
  const { event: events, application: applications, description } = flags;
  await onServer(flags, async connection => {
    const body = { url, events, applications, description };
    const call = { method: "POST", path: "/v1/webhooks", body } as const;
    const { value, raw } = await ask(connection, call, issuedWebhookAnswer);
    if (flags.json) printJson(raw);
    else print(issuedWebhookText(value));
  });
}
