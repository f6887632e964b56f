import { issuedApiKeyAnswer } from "../connection/api-key-answers.ts";
import { ask } from "../connection/ask.ts";
import { nowSeconds } from "../now-seconds.ts";
import { addServerOptions, onServer, type ServerFlags } from "../on-server.ts";
import { duration } from "../option-values.ts";
import { issuedApiKeyText } from "../output/api-key-text.ts";
import { print, printJson } from "../output/print.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

interface RotateFlags extends ServerFlags {
  readonly overlap?: number;
}

/** `sluice apikey rotate`: gives a key a new text. */
export const addApikeyRotate: AddCommand = program => {
  const command = group(program, "apikey")
    .command("rotate")
    .description("Give an API key a new text; its id and its rights stay")
    .argument("<id>", "id of the key, as in sluice apikey list")
    .option(
      "--overlap <duration>",
      "so long the text before works, too: up to 7d (default: not at all)",
      duration,
    );
  addServerOptions(command).action(rotate);
};

async function rotate(id: string, flags: RotateFlags): Promise<void> {
  await onServer(flags, async connection => {
    const path = `/v1/api-keys/${encodeURIComponent(id)}/rotate`;
    const body = { overlap_seconds: flags.overlap };
    const { value, raw } = await ask(connection, { method: "POST", path, body }, issuedApiKeyAnswer);
    if (flags.json) printJson(raw);
    else print(issuedApiKeyText("Rotated", value, nowSeconds()));
  });
}
