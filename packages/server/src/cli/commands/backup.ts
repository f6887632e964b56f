import { createWriteStream, rmSync } from "node:fs";
import { stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { askForFile } from "../connection/ask.ts";
import { addServerOptions, onServer, type ServerFlags } from "../on-server.ts";
import { byteText } from "../output/byte-text.ts";
import { print, printJson } from "../output/print.ts";
import { PlainFailure } from "../plain-failure.ts";
import { systemFault } from "../system-fault.ts";
import type { AddCommand } from "./command.ts";

/** `sluice backup`: a copy of the database, also of one that is in use. */
export const addBackup: AddCommand = program => {
  const command = program
    .command("backup")
    .description("Copy the whole database into a file, while the server runs or not")
    .argument("<file>", "the file to make; it must not exist");
  addServerOptions(command).action(backup);
};

async function backup(file: string, flags: ServerFlags): Promise<void> {
  await onServer(flags, async connection => {
    const content = await askForFile(connection, { method: "GET", path: "/v1/backup" });
    await save(content, file);
    const { size } = await stat(file);
    if (flags.json) printJson({ file, bytes: size });
    else print(`Wrote ${byteText(size)} to ${file}. Keep the master key in another place: both are needed.`);
  });
}

/** All of it or nothing, on the disk, for this user only. */
async function save(content: Readable, file: string): Promise<void> {
  const target = createWriteStream(file, { flags: "wx", mode: 0o600, flush: true });
  let isMine = false;
  target.once("open", () => {
    isMine = true;
  });
  try {
    await pipeline(content, target);
  } catch (error) {
    if (isMine) rmSync(file, { force: true });
    throw new PlainFailure(`The backup cannot be written to ${file}: ${systemFault(error)}.`, {
      cause: error,
    });
  }
}
