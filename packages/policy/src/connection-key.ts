import type { SessionConnection } from "./session.ts";

/** A connection as one text, for maps: two are the same when their server and its id for them are. Names hold no blank. */
export function connectionKey({ server, id }: Pick<SessionConnection, "server" | "id">): string {
  return `${server} ${id}`;
}
