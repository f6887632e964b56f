import { pageOf, type SessionAnswer, sessionAnswer } from "../connection/answers.ts";
import { ask } from "../connection/ask.ts";
import { nowSeconds } from "../now-seconds.ts";
import { addServerOptions, onServer } from "../on-server.ts";
import { pastMoment } from "../option-values.ts";
import { byteText } from "../output/byte-text.ts";
import { printJson } from "../output/print.ts";
import { type Column, table } from "../output/table.ts";
import { distance, timeText } from "../output/time-text.ts";
import { addPagingOptions, type PagingFlags, printPage } from "../paging.ts";
import { readTokenId } from "../token-argument.ts";
import type { AddCommand } from "./command.ts";
import { group } from "./group.ts";

interface ListFlags extends PagingFlags {
  readonly live?: boolean;
  readonly ended?: boolean;
  readonly token?: string;
  readonly user?: string;
  readonly tag?: string;
  readonly stream?: string;
  readonly group?: string;
  readonly application?: string;
  readonly ip?: string;
  readonly door?: string;
  readonly server?: string;
  readonly since?: number;
}

/** `sluice session list`: who plays or publishes, and who did. */
export const addSessionList: AddCommand = program => {
  const command = group(program, "session")
    .command("list")
    .description("List sessions, the newest first")
    .option("--live", "only those that run now")
    .option("--ended", "only those that are over")
    .option("--token <token>", "only those of this token: its id, its text, or -")
    .option("--user <user>", "only those of this user")
    .option("--tag <tag>", "only those with this tag")
    .option("--stream <stream>", "only those of this stream")
    .option("--group <group>", "only those of this group of streams")
    .option("--application <application>", "only those of this application")
    .option("--ip <address>", "only those that began at this address")
    .option("--door <door>", "only those that began here: gateway, page, api, hook or edge")
    .option("--server <name>", "only those that this media server carries")
    .option("--since <time>", "begun then or later: Unix seconds, 2027-01-31T18:00Z, or 2h ago", pastMoment);
  addServerOptions(addPagingOptions(command)).action(list);
};

async function list(flags: ListFlags): Promise<void> {
  const { user, tag, stream, group: ofGroup, application, ip, door, server, since, limit, cursor } = flags;
  const token = flags.token === undefined ? undefined : await readTokenId(flags.token);
  await onServer(flags, async connection => {
    const narrowed = { token, user, tag, stream, group: ofGroup, application, ip, door, server, since };
    const query = { ...narrowed, status: statusOf(flags), limit, cursor };
    const call = { method: "GET", path: "/v1/sessions", query } as const;
    const { value, raw } = await ask(connection, call, pageOf(sessionAnswer));
    if (flags.json) printJson(raw);
    else printPage(value, table(sessionColumns(nowSeconds()), value.items));
  });
}

function statusOf({ live, ended }: ListFlags): string | undefined {
  if (live === ended) return undefined;
  return live ? "live" : "ended";
}

function sessionColumns(nowSeconds: number): readonly Column<SessionAnswer>[] {
  return [
    ["id", session => session.id],
    ["status", session => (session.end_reason === null ? session.status : `ended (${session.end_reason})`)],
    ["stream", session => session.stream],
    ["to", session => session.action],
    ["by", byText],
    ["token", session => session.token ?? undefined],
    ["user", session => session.user ?? undefined],
    ["ip", session => session.ip ?? undefined],
    ["started", session => timeText(session.started_at)],
    ["last seen", session => distance(session.last_seen_at, nowSeconds)],
    ["sent", session => byteText(session.bytes)],
  ];
}

/** `rtmp at nginx-rtmp`: the protocol and the media server; nothing for sessions that live by requests. */
function byText({ protocol, server }: SessionAnswer): string | undefined {
  if (server === null) return undefined;
  return protocol === null ? server : `${protocol} at ${server}`;
}
