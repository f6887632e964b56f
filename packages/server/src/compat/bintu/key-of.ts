import type { IncomingHttpHeaders } from "node:http";

/** Where nanoStream Cloud takes its key: the organization's own, or the token of a login. The first that is there counts. */
const PLACES = ["x-bintu-apikey", "x-bintu-token"] as const;

/** The API key of a call. Of a header that is sent twice Node joins the values, and no key is that. */
export function keyOf(headers: IncomingHttpHeaders): string | undefined {
  for (const place of PLACES) {
    const value = headers[place];
    if (typeof value === "string" && value !== "") return value;
  }
  return undefined;
}
