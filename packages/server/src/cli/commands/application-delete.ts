import { order } from "../connection/ask.ts";
import { addServerOptions, onServer, type ServerFlags } from "../on-server.ts";
import { print, printJson } from "../output/print.ts";
import { printable } from "../output/printable.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

interface DeleteFlags extends ServerFlags {
  readonly force?: boolean;
}

/** `sluice application delete`: removes an application. */
export const addApplicationDelete: AddCommand = program => {
  const command = group(program, "application")
    .command("delete")
    .description("Remove an application")
    .argument("<name>", "the application")
    .option("--force", "with its registered streams, and whoever publishes or plays one");
  addServerOptions(command).action(remove);
};

async function remove(name: string, flags: DeleteFlags): Promise<void> {
  await onServer(flags, async connection => {
    const path = `/v1/applications/${encodeURIComponent(name)}`;
    await order(connection, { method: "DELETE", path, query: { force: flags.force ? "true" : undefined } });
    if (flags.json) printJson({ name, status: "deleted" });
    else print(`Deleted application ${printable(name)}: its name is free.`);
  });
}
