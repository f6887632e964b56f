import { pageOf } from "../connection/answers.ts";
import { type ApiKeyAnswer, apiKeyAnswer } from "../connection/api-key-answers.ts";
import { ask } from "../connection/ask.ts";
import { addServerOptions, onServer } from "../on-server.ts";
import { applicationsText, scopesText, tokensText } from "../output/api-key-text.ts";
import { printJson } from "../output/print.ts";
import { type Column, table } from "../output/table.ts";
import { timeText } from "../output/time-text.ts";
import { addPagingOptions, type PagingFlags, printPage } from "../paging.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

const apiKeyColumns: readonly Column<ApiKeyAnswer>[] = [
  ["id", key => key.id],
  ["name", key => key.name],
  ["scopes", scopesText],
  ["applications", applicationsText],
  ["tokens", tokensText],
  ["until", key => (key.expires_at === null ? undefined : timeText(key.expires_at))],
  ["last used", key => (key.last_used_at === null ? undefined : timeText(key.last_used_at))],
  ["made by", key => key.created_by],
];

/** `sluice apikey list`: who may ask the API, the last made first. */
export const addApikeyList: AddCommand = program => {
  const command = group(program, "apikey").command("list").description("List API keys, the newest first");
  addServerOptions(addPagingOptions(command)).action(list);
};

async function list(flags: PagingFlags): Promise<void> {
  const { limit, cursor } = flags;
  await onServer(flags, async connection => {
    const call = { method: "GET", path: "/v1/api-keys", query: { limit, cursor } } as const;
    const { value, raw } = await ask(connection, call, pageOf(apiKeyAnswer));
    if (flags.json) printJson(raw);
    else printPage(value, table(apiKeyColumns, value.items));
  });
}
