import { order } from "../connection/ask.ts";
import { addServerOptions, onServer, type ServerFlags } from "../on-server.ts";
import { print, printJson } from "../output/print.ts";
import { printable } from "../output/printable.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

/** `sluice revocation undo`: takes a rule away. */
export const addRevocationUndo: AddCommand = program => {
  const command = group(program, "revocation")
    .command("undo")
    .description("Take a revocation back; sessions that it ended stay ended")
    .argument("<id>", "id of the revocation, as in sluice revocation list");
  addServerOptions(command).action(undo);
};

async function undo(id: string, flags: ServerFlags): Promise<void> {
  await onServer(flags, async connection => {
    await order(connection, { method: "DELETE", path: `/v1/revocations/${encodeURIComponent(id)}` });
    if (flags.json) printJson({ id, status: "undone" });
    else print(`Undone ${printable(id)}: its tokens open again; sessions that it ended stay ended.`);
  });
}
