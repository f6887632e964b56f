import type { IncomingHttpHeaders } from "node:http";

/** The API key in `Authorization: Token …` (TPStreams documentation, "Authentication"); undefined: none was sent there. */
export function keyOf({ authorization }: IncomingHttpHeaders): string | undefined {
  return /^Token\s+(\S+)\s*$/i.exec(authorization ?? "")?.[1];
}
