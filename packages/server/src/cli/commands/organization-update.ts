import { ask } from "../connection/ask.ts";
import { organizationAnswer } from "../connection/declared-answers.ts";
import { addServerOptions, onServer, type ServerFlags } from "../on-server.ts";
import { organizationText } from "../output/declared-text.ts";
import { print, printJson } from "../output/print.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

interface UpdateFlags extends ServerFlags {
  /** False: none. */
  readonly title?: string | false;
}

/** `sluice organization update`: changes what people read of it. */
export const addOrganizationUpdate: AddCommand = program => {
  const command = group(program, "organization")
    .command("update")
    .description("Change an organization")
    .argument("<code>", "the organization")
    .option("--title <title>", "what people read instead of the code")
    .option("--no-title", "people read the code");
  addServerOptions(command).action(update);
};

async function update(code: string, flags: UpdateFlags): Promise<void> {
  await onServer(flags, async connection => {
    const body = { title: flags.title === false ? null : flags.title };
    const call = { method: "PATCH", path: `/v1/organizations/${encodeURIComponent(code)}`, body } as const;
    const { value, raw } = await ask(connection, call, organizationAnswer);
    if (flags.json) printJson(raw);
    else print(organizationText(value));
  });
}
