import { ask } from "../connection/ask.ts";
import { groupAnswer } from "../connection/declared-answers.ts";
import { addServerOptions, onServer, type ServerFlags } from "../on-server.ts";
import { groupText } from "../output/declared-text.ts";
import { print, printJson } from "../output/print.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

interface CreateFlags extends ServerFlags {
  readonly title?: string;
}

/** `sluice group create`: makes a set of streams that one token opens. */
export const addGroupCreate: AddCommand = program => {
  const command = group(program, "group")
    .command("create")
    .description("Make a group of streams; those that are in another group move")
    .argument("<id>", "its name, in --group of sluice token create for example")
    .argument("[stream...]", "application/stream, aliases, or names that only one stream has")
    .option("--title <title>", "what people read instead");
  addServerOptions(command).action(create);
};

async function create(id: string, streams: readonly string[], flags: CreateFlags): Promise<void> {
  await onServer(flags, async connection => {
    const body = { id, streams, title: flags.title };
    const call = { method: "POST", path: "/v1/groups", body } as const;
    const { value, raw } = await ask(connection, call, groupAnswer);
    if (flags.json) printJson(raw);
    else print(groupText(value));
  });
}
