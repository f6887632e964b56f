import { tokenAnswer } from "../connection/answers.ts";
import { ask } from "../connection/ask.ts";
import { nowSeconds } from "../now-seconds.ts";
import { addServerOptions, onServer, type ServerFlags } from "../on-server.ts";
import { inspectedText } from "../output/inspected-text.ts";
import { print, printJson } from "../output/print.ts";
import { readTokenId } from "../token-argument.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

/** `sluice token inspect`: what a token may do and what has become of it. */
export const addTokenInspect: AddCommand = program => {
  const command = group(program, "token")
    .command("inspect")
    .description("Show a token: what it opens, its limits, its status")
    .argument("<token>", "its id, its text, a link with it, or - to read it from standard input");
  addServerOptions(command).action(inspect);
};

async function inspect(argument: string, flags: ServerFlags): Promise<void> {
  const id = await readTokenId(argument);
  await onServer(flags, async connection => {
    const path = `/v1/tokens/${encodeURIComponent(id)}`;
    const { value, raw } = await ask(connection, { method: "GET", path }, tokenAnswer);
    if (flags.json) printJson(raw);
    else print(inspectedText(value, nowSeconds()));
  });
}
