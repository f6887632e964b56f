import { Option } from "commander";
import { type ApplicationFlags, addApplicationOptions, applicationBody } from "../application-options.ts";
import { ask } from "../connection/ask.ts";
import { applicationAnswer } from "../connection/declared-answers.ts";
import { addServerOptions, onServer } from "../on-server.ts";
import { applicationText } from "../output/declared-text.ts";
import { print, printJson } from "../output/print.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

/** `sluice application create`: makes a namespace of streams. */
export const addApplicationCreate: AddCommand = program => {
  const kind = new Option("--kind <kind>", "what its streams are")
    .choices(["live", "vod"])
    .makeOptionMandatory();
  const command = group(program, "application")
    .command("create")
    .description("Make an application: a namespace of streams")
    .argument("<name>", "the first part of its streams' addresses")
    .addOption(kind);
  addServerOptions(addApplicationOptions(command)).action(create);
};

async function create(name: string, flags: ApplicationFlags): Promise<void> {
  await onServer(flags, async connection => {
    const body = { name, ...applicationBody(flags) };
    const call = { method: "POST", path: "/v1/applications", body } as const;
    const { value, raw } = await ask(connection, call, applicationAnswer);
    if (flags.json) printJson(raw);
    else print(applicationText(value));
  });
}
