import { z } from "zod";
import { ask } from "../connection/ask.ts";
import type { Connection } from "../connection/connection.ts";
import { replayedAnswer } from "../connection/webhook-answers.ts";
import { addServerOptions, onServer, type ServerFlags } from "../on-server.ts";
import { pastMoment } from "../option-values.ts";
import { print, printJson } from "../output/print.ts";
import { printable } from "../output/printable.ts";
import { PlainFailure } from "../plain-failure.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

interface ReplayFlags extends ServerFlags {
  readonly since?: number;
}

/** `sluice webhook replay`: sends one delivery again, or all that failed since a time. */
export const addWebhookReplay: AddCommand = program => {
  const command = group(program, "webhook")
    .command("replay")
    .description("Send a delivery again, or all that failed since a time")
    .argument("<id>", "id of the webhook, as in sluice webhook list")
    .argument("[delivery]", "id of the delivery, as in sluice webhook deliveries")
    .option(
      "--since <time>",
      "all that failed since then: 2h ago, Unix seconds, 2027-01-31T18:00Z",
      pastMoment,
    );
  addServerOptions(command).action(replay);
};

async function replay(id: string, delivery: string | undefined, flags: ReplayFlags): Promise<void> {
  const { since } = flags;
  if ((delivery === undefined) === (since === undefined)) {
    throw new PlainFailure("Name a delivery, or give --since 2h for all that failed since then.");
  }
  const webhook = `/v1/webhooks/${encodeURIComponent(id)}`;
  await onServer(flags, async connection => {
    const raw =
      delivery === undefined
        ? await replayFailed(connection, { webhook, since })
        : await replayOne(connection, { webhook, delivery });
    if (flags.json) printJson(raw.answer);
    else print(raw.text);
  });
}

async function replayOne(
  connection: Connection,
  { webhook, delivery }: { readonly webhook: string; readonly delivery: string },
) {
  const path = `${webhook}/deliveries/${encodeURIComponent(delivery)}/replay`;
  const { raw } = await ask(connection, { method: "POST", path }, z.object({ id: z.string() }));
  return { answer: raw, text: `Sending ${printable(delivery)} again.` };
}

async function replayFailed(
  connection: Connection,
  { webhook, since }: { readonly webhook: string; readonly since: number | undefined },
) {
  const call = { method: "POST", path: `${webhook}/replay`, body: { since } } as const;
  const { value, raw } = await ask(connection, call, replayedAnswer);
  const deliveries = value.count === 1 ? "1 delivery" : `${value.count} deliveries`;
  const more = value.more ? " There are more: ask again when these are through." : "";
  return { answer: raw, text: `Sending ${deliveries} again.${more}` };
}
