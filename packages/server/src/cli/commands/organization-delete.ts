import { order } from "../connection/ask.ts";
import { addServerOptions, onServer, type ServerFlags } from "../on-server.ts";
import { print, printJson } from "../output/print.ts";
import { printable } from "../output/printable.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

interface DeleteFlags extends ServerFlags {
  readonly confirm?: string;
}

/** `sluice organization delete`: removes a tenant with everything in it. */
export const addOrganizationDelete: AddCommand = program => {
  const command = group(program, "organization")
    .command("delete")
    .description(
      "Remove an organization with everything in it: its sessions end, its keys and tokens open nothing",
    )
    .argument("<code>", "the organization")
    .option("--confirm <code>", "the code once more");
  addServerOptions(command).action(remove);
};

async function remove(code: string, flags: DeleteFlags): Promise<void> {
  const { confirm } = flags;
  await onServer(flags, async connection => {
    const path = `/v1/organizations/${encodeURIComponent(code)}`;
    await order(connection, { method: "DELETE", path, query: { confirm } });
    if (flags.json) printJson({ code, status: "deleted" });
    else print(`Deleted organization ${printable(code)} with everything in it.`);
  });
}
