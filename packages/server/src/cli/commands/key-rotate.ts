import { ask } from "../connection/ask.ts";
import { issuedTokenKeyAnswer } from "../connection/token-key-answers.ts";
import { addServerOptions, onServer, type ServerFlags } from "../on-server.ts";
import { duration } from "../option-values.ts";
import { print, printJson } from "../output/print.ts";
import { issuedTokenKeyText } from "../output/token-key-text.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

interface RotateFlags extends ServerFlags {
  readonly overlap?: number;
}

/** `sluice key rotate`: makes a key's successor. */
export const addKeyRotate: AddCommand = program => {
  const command = group(program, "key")
    .command("rotate")
    .description("Make a successor of a token key that signs from now on; prints its value, once")
    .argument("<id>", "id of the key, as in sluice key list")
    .option(
      "--overlap <duration>",
      "so long the key before vouches for what it has signed: up to 90d (default: 1d)",
      duration,
    );
  addServerOptions(command).action(rotate);
};

async function rotate(id: string, flags: RotateFlags): Promise<void> {
  await onServer(flags, async connection => {
    const path = `/v1/keys/${encodeURIComponent(id)}/rotate`;
    const body = { overlap_seconds: flags.overlap };
    const { value, raw } = await ask(connection, { method: "POST", path, body }, issuedTokenKeyAnswer);
    if (flags.json) printJson(raw);
    else print(issuedTokenKeyText("Made", value));
  });
}
