import { Option } from "commander";
import { ask } from "../connection/ask.ts";
import { groupAnswer } from "../connection/declared-answers.ts";
import { declaredBody } from "../declared-body.ts";
import { addServerOptions, onServer, type ServerFlags } from "../on-server.ts";
import { oneMore } from "../option-values.ts";
import { groupText } from "../output/declared-text.ts";
import { print, printJson } from "../output/print.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

/** Fields that go back to their defaults, by the name of their flag. */
const CLEARABLE = { title: "title", stream: "streams" } as const;

interface UpdateFlags extends ServerFlags {
  readonly stream?: readonly string[];
  readonly title?: string;
  readonly clear?: readonly (keyof typeof CLEARABLE)[];
}

/** `sluice group update`: changes which streams a group has. */
export const addGroupUpdate: AddCommand = program => {
  const clear = new Option("--clear <fields...>", "takes the title, or every stream away");
  const command = group(program, "group")
    .command("update")
    .description("Change a group at once; its tokens open what joins, and sessions of what leaves end")
    .argument("<id>", "the group")
    .option("--stream <stream>", "all that belong to it from now on; repeatable", oneMore)
    .option("--title <title>", "what people read instead")
    .addOption(clear.choices(Object.keys(CLEARABLE)));
  addServerOptions(command).action(update);
};

async function update(
  id: string,
  { stream: streams, title, clear = [], ...flags }: UpdateFlags,
): Promise<void> {
  await onServer(flags, async connection => {
    const body = declaredBody(
      { streams, title },
      clear.map(name => CLEARABLE[name]),
    );
    const call = { method: "PATCH", path: `/v1/groups/${encodeURIComponent(id)}`, body } as const;
    const { value, raw } = await ask(connection, call, groupAnswer);
    if (flags.json) printJson(raw);
    else print(groupText(value));
  });
}
