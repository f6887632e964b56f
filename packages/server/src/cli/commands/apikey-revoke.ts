import { order } from "../connection/ask.ts";
import { addServerOptions, onServer, type ServerFlags } from "../on-server.ts";
import { print, printJson } from "../output/print.ts";
import { printable } from "../output/printable.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

/** `sluice apikey revoke`: removes an API key. */
export const addApikeyRevoke: AddCommand = program => {
  const command = group(program, "apikey")
    .command("revoke")
    .description("Remove an API key: its next request is refused")
    .argument("<id>", "id of the key, as in sluice apikey list");
  addServerOptions(command).action(revoke);
};

async function revoke(id: string, flags: ServerFlags): Promise<void> {
  await onServer(flags, async connection => {
    await order(connection, { method: "DELETE", path: `/v1/api-keys/${encodeURIComponent(id)}` });
    if (flags.json) printJson({ id, status: "removed" });
    else print(`Removed API key ${printable(id)}: it works no more. Tokens that it made stay good.`);
  });
}
