import { order } from "../connection/ask.ts";
import { addServerOptions, onServer, type ServerFlags } from "../on-server.ts";
import { print, printJson } from "../output/print.ts";
import { printable } from "../output/printable.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

/** `sluice group delete`: removes a group; its streams stay. */
export const addGroupDelete: AddCommand = program => {
  const command = group(program, "group")
    .command("delete")
    .description("Remove a group; its streams stay, and sessions of its tokens end")
    .argument("<id>", "the group");
  addServerOptions(command).action(remove);
};

async function remove(id: string, flags: ServerFlags): Promise<void> {
  await onServer(flags, async connection => {
    await order(connection, { method: "DELETE", path: `/v1/groups/${encodeURIComponent(id)}` });
    if (flags.json) printJson({ id, status: "deleted" });
    else print(`Deleted group ${printable(id)}; its streams stay.`);
  });
}
