import { order } from "../connection/ask.ts";
import { addServerOptions, onServer, type ServerFlags } from "../on-server.ts";
import { print, printJson } from "../output/print.ts";
import { printable } from "../output/printable.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

/** `sluice session end`: ends one session. */
export const addSessionEnd: AddCommand = program => {
  const command = group(program, "session")
    .command("end")
    .description("End a session; its viewer stays out with the same token for 60 s")
    .argument("<id>", "id of the session, as in sluice session list")
    // One id in 64 begins with a dash: it must not be taken for flags.
    .helpOption("--help", "display help for command")
    .allowUnknownOption();
  addServerOptions(command).action(end);
};

async function end(id: string, flags: ServerFlags): Promise<void> {
  await onServer(flags, async connection => {
    await order(connection, { method: "DELETE", path: `/v1/sessions/${encodeURIComponent(id)}` });
    if (flags.json) printJson({ id, status: "ended" });
    else print(`Ended session ${printable(id)}; its viewer stays out with the same token for 60 s.`);
  });
}
