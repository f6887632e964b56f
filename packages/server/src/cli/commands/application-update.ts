import { Option } from "commander";
import {
  type ApplicationFlags,
  addApplicationClear,
  addApplicationOptions,
  applicationBody,
} from "../application-options.ts";
import { ask } from "../connection/ask.ts";
import { applicationAnswer } from "../connection/declared-answers.ts";
import { addServerOptions, onServer } from "../on-server.ts";
import { applicationText } from "../output/declared-text.ts";
import { print, printJson } from "../output/print.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

/** `sluice application update`: changes an application at once. */
export const addApplicationUpdate: AddCommand = program => {
  const command = group(program, "application")
    .command("update")
    .description("Change an application at once; sessions go on, but those of streams that it no longer has")
    .argument("<name>", "the application")
    .addOption(new Option("--kind <kind>", "what its streams are").choices(["live", "vod"]));
  addServerOptions(addApplicationClear(addApplicationOptions(command))).action(update);
};

async function update(name: string, flags: ApplicationFlags): Promise<void> {
  await onServer(flags, async connection => {
    const path = `/v1/applications/${encodeURIComponent(name)}`;
    const call = { method: "PATCH", path, body: applicationBody(flags) } as const;
    const { value, raw } = await ask(connection, call, applicationAnswer);
    if (flags.json) printJson(raw);
    else print(applicationText(value));
  });
}
