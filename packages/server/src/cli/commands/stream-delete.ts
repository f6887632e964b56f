import { order } from "../connection/ask.ts";
import { addServerOptions, onServer, type ServerFlags } from "../on-server.ts";
import { print, printJson } from "../output/print.ts";
import { printable } from "../output/printable.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

/** `sluice stream delete`: removes a registered stream and ends its sessions. */
export const addStreamDelete: AddCommand = program => {
  const command = group(program, "stream")
    .command("delete")
    .description("Remove a registered stream and end its sessions")
    .argument("<stream>", "application/stream, an alias, or a name that only one stream has");
  addServerOptions(command).action(remove);
};

async function remove(stream: string, flags: ServerFlags): Promise<void> {
  await onServer(flags, async connection => {
    await order(connection, { method: "DELETE", path: `/v1/streams/${encodeURIComponent(stream)}` });
    if (flags.json) printJson({ stream, status: "deleted" });
    else print(`Deleted stream ${printable(stream)}; its sessions have ended.`);
  });
}
