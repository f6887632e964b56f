import type { SessionConnection, SessionRecord } from "@sluice/policy";
import { type Columns, optionalText, type Row, text } from "./rows.ts";

/** Where the connection that carries a session is kept: all of them null when there is none. */
export const connectionColumns: Columns<Pick<SessionRecord, "connection">> = [
  ["connection_server", ({ connection }) => connection?.server ?? null],
  ["connection_id", ({ connection }) => connection?.id ?? null],
  ["connection_protocol", ({ connection }) => connection?.protocol ?? null],
];

/** The connection in a row; undefined: the session lives by requests. */
export function connectionOfRow(row: Row): SessionConnection | undefined {
  const server = optionalText(row, "connection_server");
  return server === undefined
    ? undefined
    : { server, id: text(row, "connection_id"), protocol: text(row, "connection_protocol") };
}
