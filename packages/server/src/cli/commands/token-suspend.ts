import { tokenAnswer } from "../connection/answers.ts";
import { ask } from "../connection/ask.ts";
import { addServerOptions, onServer, type ServerFlags } from "../on-server.ts";
import { print, printJson } from "../output/print.ts";
import { printable } from "../output/printable.ts";
import { readTokenId } from "../token-argument.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

/** `sluice token suspend`: closes one token for now and ends its sessions. */
export const addTokenSuspend: AddCommand = program => {
  const command = group(program, "token")
    .command("suspend")
    .description("Close a token for now and end its sessions")
    .argument("<token>", "its id, its text, a link with it, or - to read it from standard input");
  addServerOptions(command).action(suspend);
};

async function suspend(argument: string, flags: ServerFlags): Promise<void> {
  const id = await readTokenId(argument);
  await onServer(flags, async connection => {
    const path = `/v1/tokens/${encodeURIComponent(id)}/suspend`;
    const { value, raw } = await ask(connection, { method: "POST", path }, tokenAnswer);
    if (flags.json) printJson(raw);
    else {
      const shown = printable(value.id);
      print(`Suspended ${shown}: it opens nothing, and its sessions are over.`);
      print(`To open it again: sluice token resume ${shown}`);
    }
  });
}
