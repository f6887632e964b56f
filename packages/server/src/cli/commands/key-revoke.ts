import { order } from "../connection/ask.ts";
import { addServerOptions, onServer, type ServerFlags } from "../on-server.ts";
import { print, printJson } from "../output/print.ts";
import { printable } from "../output/printable.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

/** `sluice key revoke`: what the key signed opens nothing any more. */
export const addKeyRevoke: AddCommand = program => {
  const command = group(program, "key")
    .command("revoke")
    .description("Retire a token key at once and end every session of its tokens")
    .argument("<id>", "id of the key, as in sluice key list");
  addServerOptions(command).action(revoke);
};

async function revoke(id: string, flags: ServerFlags): Promise<void> {
  await onServer(flags, async connection => {
    await order(connection, { method: "DELETE", path: `/v1/keys/${encodeURIComponent(id)}` });
    if (flags.json) printJson({ id, status: "revoked" });
    else
      print(`Revoked ${printable(id)}: what it signed opens nothing any more, and its sessions have ended.`);
  });
}
