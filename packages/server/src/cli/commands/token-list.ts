import { pageOf, type TokenAnswer, tokenAnswer } from "../connection/answers.ts";
import { ask } from "../connection/ask.ts";
import { addServerOptions, onServer } from "../on-server.ts";
import { pastMoment } from "../option-values.ts";
import { printJson } from "../output/print.ts";
import { type Column, table } from "../output/table.ts";
import { targetText } from "../output/target-text.ts";
import { timeText } from "../output/time-text.ts";
import { addPagingOptions, type PagingFlags, printPage } from "../paging.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

interface ListFlags extends PagingFlags {
  readonly user?: string;
  readonly tag?: string;
  readonly stream?: string;
  readonly group?: string;
  readonly application?: string;
  readonly kind?: string;
  readonly action?: string;
  readonly status?: string;
  readonly issuedBy?: string;
  readonly parent?: string;
  readonly since?: number;
  readonly until?: number;
}

const tokenColumns: readonly Column<TokenAnswer>[] = [
  ["id", token => token.id],
  ["kind", token => token.kind],
  ["status", token => token.status],
  ["opens", token => targetText(token.target)],
  ["to", token => token.action],
  ["used", token => (token.max_uses === null ? `${token.uses}` : `${token.uses} of ${token.max_uses}`)],
  ["until", token => (token.expires_at === null ? "for ever" : timeText(token.expires_at))],
  ["user", token => token.user ?? undefined],
  ["tag", token => token.tag ?? undefined],
];

/** `sluice token list`: tokens, the newest first. */
export const addTokenList: AddCommand = program => {
  const command = group(program, "token")
    .command("list")
    .description("List tokens, the newest first")
    .option("--user <user>", "only those for this user")
    .option("--tag <tag>", "only those with this tag")
    .option("--stream <stream>", "only those that name this stream")
    .option("--group <group>", "only those for this group of streams")
    .option("--application <application>", "only those that name a stream of this application")
    .option("--kind <kind>", "only these: one-time or access")
    .option("--action <action>", "only these: play or publish")
    .option("--status <status>", "only these: active, not-yet-valid, used, expired, suspended or revoked")
    .option("--issued-by <key>", "only those that the API key with this id has made")
    .option("--parent <token>", "only those that were made from the token with this id")
    .option("--since <time>", "made then or later: Unix seconds, 2027-01-31T18:00Z, or 2h ago", pastMoment)
    .option("--until <time>", "made before then", pastMoment);
  addServerOptions(addPagingOptions(command)).action(list);
};

async function list(flags: ListFlags): Promise<void> {
  const { user, tag, stream, group: ofGroup, application, kind, action, status, since, until } = flags;
  const { issuedBy: key, parent, limit, cursor } = flags;
  const narrowed = {
    user,
    tag,
    stream,
    group: ofGroup,
    application,
    kind,
    action,
    status,
    key,
    parent,
    since,
    until,
  };
  await onServer(flags, async connection => {
    const query = { ...narrowed, limit, cursor };
    const call = { method: "GET", path: "/v1/tokens", query } as const;
    const { value, raw } = await ask(connection, call, pageOf(tokenAnswer));
    if (flags.json) printJson(raw);
    else printPage(value, table(tokenColumns, value.items));
  });
}
