import type { Json } from "@sluice/token";
import type { WrittenClaims } from "../../commands/tokens/token-grant.ts";
import type { TokenOrder } from "./token-order.ts";

/** Parts of a URL by their number, and kinds of match by theirs (CTA-5007-B 4.6.10). */
const parts = ["scheme", "host", "port", "path", "query", "parent-path", "filename", "stem", "extension"];
const kinds = ["exact", "prefix", "suffix", "contains"];

/** The claims of an order as its token says them, in their JSON form; `exp` and `nbf` are the grant's. */
export function writtenClaims(order: TokenOrder): WrittenClaims {
  const { iss, sub, aud, iat, cti, catv, catu, catnip, catgeoiso3166 } = order;
  const claims: Record<string, Json | undefined> = {
    iss,
    sub,
    aud,
    iat,
    cti: cti === undefined ? undefined : bytesAsJson(cti),
    catv,
    catu: catu && Object.fromEntries(Object.entries(catu).map(([part, match]) => partAsJson(part, match))),
    catnip,
    catgeoiso3166,
  };
  return Object.fromEntries(Object.entries(claims).filter(isGiven));
}

function partAsJson(part: string, [kind, text]: readonly [number, string]): [string, Json] {
  return [parts[Number(part)] ?? "", { [kinds[kind] ?? ""]: text }];
}

/** A text that begins as hexadecimal would in JSON is the text all the same. */
function bytesAsJson(text: string): string {
  return text.startsWith("0x") ? `0x${Buffer.from(text, "utf8").toString("hex")}` : text;
}

function isGiven(entry: [string, Json | undefined]): entry is [string, Json] {
  return entry[1] !== undefined;
}
