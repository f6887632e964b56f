import { decisionAnswer } from "../connection/answers.ts";
import { ask } from "../connection/ask.ts";
import { nowSeconds } from "../now-seconds.ts";
import { addServerOptions, onServer, type ServerFlags } from "../on-server.ts";
import { decisionText } from "../output/decision-text.ts";
import { print, printJson } from "../output/print.ts";
import type { AddCommand } from "./command.ts";

/** `sluice why`: explains the reference that a refusal shows. */
export const addWhy: AddCommand = program => {
  const command = program
    .command("why")
    .description("Explain a refusal by the reference that it shows")
    .argument("<ref>", "10 letters and digits; also in the header Sluice-Ref");
  addServerOptions(command).action(why);
};

async function why(ref: string, flags: ServerFlags): Promise<void> {
  await onServer(flags, async connection => {
    const path = `/v1/decisions/${encodeURIComponent(ref)}`;
    const { value, raw } = await ask(connection, { method: "GET", path }, decisionAnswer);
    if (flags.json) printJson(raw);
    else print(decisionText(value, nowSeconds()));
  });
}
