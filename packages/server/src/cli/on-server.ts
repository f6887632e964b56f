import type { Command } from "commander";
import { flagName, settingFlags } from "../config/setting-flag.ts";
import { type ConnectionFlags, connect } from "./connection/connect.ts";
import type { Connection } from "./connection/connection.ts";

/** The flags of every command for a server. */
export interface ServerFlags extends ConnectionFlags {
  /** Print the API's answer for a program. */
  readonly json?: boolean;
}

const FOLDER_FLAGS = ["--data-dir", "--config"];

/** Adds the flags that say which server, and `--json`. */
export function addServerOptions(command: Command): Command {
  for (const { syntax, description } of settingFlags) {
    if (FOLDER_FLAGS.includes(flagName(syntax).name)) command.option(syntax, description);
  }
  return command
    .option("--url <url>", "a server that runs elsewhere (or SLUICE_URL)")
    .option("--key <key>", "API key for --url; SLUICE_API_KEY keeps it out of the process list")
    .option("--json", "print the API's answer as JSON");
}

/** Runs a command's work with a connection, which is closed whatever happens. */
export async function onServer(
  flags: ServerFlags,
  work: (connection: Connection) => Promise<void>,
): Promise<void> {
  endQuietlyWithReader();
  const connection = await connect(flags, process.env);
  try {
    await work(connection);
  } finally {
    await connection.close();
  }
}

/** In `sluice token list | head -1` the reader leaves early; that is no fault. */
function endQuietlyWithReader(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}
