import { order } from "../connection/ask.ts";
import { addServerOptions, onServer, type ServerFlags } from "../on-server.ts";
import { print, printJson } from "../output/print.ts";
import { printable } from "../output/printable.ts";
import { readTokenId } from "../token-argument.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

/** `sluice token revoke`: withdraws one token for good and ends its sessions. */
export const addTokenRevoke: AddCommand = program => {
  const command = group(program, "token")
    .command("revoke")
    .description("Withdraw a token for good and end its sessions")
    .argument("<token>", "its id, its text, a link with it, or - to read it from standard input");
  addServerOptions(command).action(revoke);
};

async function revoke(argument: string, flags: ServerFlags): Promise<void> {
  const id = await readTokenId(argument);
  await onServer(flags, async connection => {
    await order(connection, { method: "DELETE", path: `/v1/tokens/${encodeURIComponent(id)}` });
    if (flags.json) printJson({ id, status: "revoked" });
    else print(`Revoked ${printable(id)}: it opens nothing any more, and its sessions are over.`);
  });
}
