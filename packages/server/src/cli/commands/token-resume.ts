import { tokenAnswer } from "../connection/answers.ts";
import { ask } from "../connection/ask.ts";
import { addServerOptions, onServer, type ServerFlags } from "../on-server.ts";
import { print, printJson } from "../output/print.ts";
import { printable } from "../output/printable.ts";
import { readTokenId } from "../token-argument.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

/** `sluice token resume`: opens a suspended token again. */
export const addTokenResume: AddCommand = program => {
  const command = group(program, "token")
    .command("resume")
    .description("Open a suspended token again; sessions that were ended stay so")
    .argument("<token>", "its id, its text, a link with it, or - to read it from standard input");
  addServerOptions(command).action(resume);
};

async function resume(argument: string, flags: ServerFlags): Promise<void> {
  const id = await readTokenId(argument);
  await onServer(flags, async connection => {
    const path = `/v1/tokens/${encodeURIComponent(id)}/resume`;
    const { value, raw } = await ask(connection, { method: "POST", path }, tokenAnswer);
    if (flags.json) printJson(raw);
    else print(`Resumed ${printable(value.id)}: it is ${value.status}.`);
  });
}
