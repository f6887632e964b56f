import { open } from "node:fs/promises";
import type { Readable } from "node:stream";
import { z } from "zod";
import { askWithFile } from "../connection/ask.ts";
import { addServerOptions, onServer, type ServerFlags } from "../on-server.ts";
import { print, printJson } from "../output/print.ts";
import { timeText } from "../output/time-text.ts";
import { PlainFailure } from "../plain-failure.ts";
import { systemFault } from "../system-fault.ts";
import type { AddCommand } from "./command.ts";

interface RestoreFlags extends ServerFlags {
  readonly otherHistory?: boolean;
}

const restoredAnswer = z.object({
  taken_at: z.number(),
  tokens_withdrawn: z.number(),
  sessions_ended: z.number(),
});

/** `sluice restore`: back to a copy. */
export const addRestore: AddCommand = program => {
  const command = program
    .command("restore")
    .description("Put the database back to a backup; nothing spent or revoked comes back to life")
    .argument("<file>", "a file that sluice backup has made")
    .option("--other-history", "take the file although it is a copy of another database");
  addServerOptions(command).action(restore);
};

async function restore(file: string, flags: RestoreFlags): Promise<void> {
  await onServer(flags, async connection => {
    const call = {
      method: "POST",
      path: "/v1/restore",
      query: { other_history: flags.otherHistory ? "true" : undefined },
      file: await opened(file),
    } as const;
    const { value, raw } = await askWithFile(connection, call, restoredAnswer);
    if (flags.json) printJson(raw);
    else print(restoredText(value));
  });
}

async function opened(file: string): Promise<Readable> {
  try {
    return (await open(file)).createReadStream();
  } catch (error) {
    throw new PlainFailure(`${file} cannot be read: ${systemFault(error)}.`, { cause: error });
  }
}

function restoredText(restored: z.infer<typeof restoredAnswer>): string {
  const { taken_at: takenAt, tokens_withdrawn: tokens, sessions_ended: sessions } = restored;
  return [
    `Restored the database to ${timeText(takenAt)}.`,
    `  withdrawn  ${tokens} ${tokens === 1 ? "token that was" : "tokens that were"} made later`,
    `  ended      ${sessions} ${sessions === 1 ? "session" : "sessions"}`,
  ].join("\n");
}
