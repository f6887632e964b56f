import { ask } from "../connection/ask.ts";
import { streamAnswer } from "../connection/declared-answers.ts";
import { addServerOptions, onServer } from "../on-server.ts";
import { streamText } from "../output/declared-text.ts";
import { print, printJson } from "../output/print.ts";
import { PlainFailure } from "../plain-failure.ts";
import { addStreamOptions, type StreamFlags, streamBody } from "../stream-options.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

/** `sluice stream create`: registers a stream. */
export const addStreamCreate: AddCommand = program => {
  const command = group(program, "stream")
    .command("create")
    .description("Register a stream; whoever plays it under that name already goes on")
    .argument("<stream>", "application/stream");
  addServerOptions(addStreamOptions(command)).action(create);
};

async function create(stream: string, flags: StreamFlags): Promise<void> {
  const slash = stream.indexOf("/");
  if (slash < 1) throw new PlainFailure("Write the stream as application/stream.");
  const [application, id] = [stream.slice(0, slash), stream.slice(slash + 1)];
  await onServer(flags, async connection => {
    const body = { application, id, ...streamBody(flags) };
    const call = { method: "POST", path: "/v1/streams", body } as const;
    const { value, raw } = await ask(connection, call, streamAnswer);
    if (flags.json) printJson(raw);
    else print(streamText(value));
  });
}
