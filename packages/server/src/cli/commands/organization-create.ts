import { ask } from "../connection/ask.ts";
import { createdOrganizationAnswer } from "../connection/declared-answers.ts";
import { addServerOptions, onServer, type ServerFlags } from "../on-server.ts";
import { createdOrganizationText } from "../output/declared-text.ts";
import { print, printJson } from "../output/print.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

interface CreateFlags extends ServerFlags {
  readonly title?: string;
}

/** `sluice organization create`: makes a tenant and prints its administrator's key, once. */
export const addOrganizationCreate: AddCommand = program => {
  const command = group(program, "organization")
    .command("create")
    .description("Make an organization; prints its administrator's API key, once")
    .argument("<code>", "lower-case letters, digits and hyphens; it never changes")
    .option("--title <title>", "what people read instead");
  addServerOptions(command).action(create);
};

async function create(code: string, flags: CreateFlags): Promise<void> {
  await onServer(flags, async connection => {
    const body = { code, title: flags.title };
    const call = { method: "POST", path: "/v1/organizations", body } as const;
    const { value, raw } = await ask(connection, call, createdOrganizationAnswer);
    if (flags.json) printJson(raw);
    else print(createdOrganizationText(value));
  });
}
