import type { IncomingHttpHeaders } from "node:http";

const BEARER = /^Bearer +(\S+)$/i;

/** The API key in `x-flowplayer-api-key`, where Flowplayer OVP has its own, or as Wowza Video's Bearer token. */
export function keyOf({
  "x-flowplayer-api-key": own,
  authorization = "",
}: IncomingHttpHeaders): string | undefined {
  if (typeof own === "string" && own !== "") return own;
  return BEARER.exec(authorization)?.[1];
}
