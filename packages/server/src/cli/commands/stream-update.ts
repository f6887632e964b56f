import { ask } from "../connection/ask.ts";
import { streamAnswer } from "../connection/declared-answers.ts";
import { addServerOptions, onServer } from "../on-server.ts";
import { streamText } from "../output/declared-text.ts";
import { print, printJson } from "../output/print.ts";
import { addStreamClear, addStreamOptions, type StreamFlags, streamBody } from "../stream-options.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

/** `sluice stream update`: changes a registered stream at once. */
export const addStreamUpdate: AddCommand = program => {
  const command = group(program, "stream")
    .command("update")
    .description("Change a registered stream at once; leaving a group ends sessions of the group's tokens")
    .argument("<stream>", "application/stream, an alias, or a name that only one stream has");
  addServerOptions(addStreamClear(addStreamOptions(command))).action(update);
};

async function update(stream: string, flags: StreamFlags): Promise<void> {
  await onServer(flags, async connection => {
    const path = `/v1/streams/${encodeURIComponent(stream)}`;
    const call = { method: "PATCH", path, body: streamBody(flags) } as const;
    const { value, raw } = await ask(connection, call, streamAnswer);
    if (flags.json) printJson(raw);
    else print(streamText(value));
  });
}
