import type { Refused } from "../../formats/judgement.ts";
import { isText } from "../claim-values.ts";
import { malformed } from "../refused.ts";
import type { JsonObject } from "../strict-json.ts";
import type { ClaimMap, ClaimsToWrite, MappedClaims } from "./claim-map.ts";
import { twoSubjects, withoutWords, writeRegistered } from "./write-registered.ts";

/**
 * Year 5138. Ant Media counts `exp` in seconds and takes a time in milliseconds for one: a token that was meant for an
 * hour would live 50,000 years, so that such a number is refused here.
 */
const SECONDS_BEFORE_MILLISECONDS = 1e11;

/** The JWT stream tokens of Ant Media Server: one stream, one direction. */
export const antmedia = {
  id: "antmedia",
  summary: "JWT stream tokens of Ant Media Server: one stream, to play or to publish.",
  source: "Ant Media Server, JWT stream security",
  claims: [
    { name: "streamId", type: "text", meaning: "The stream it opens." },
    { name: "type", type: "play or publish", meaning: "What it allows; never both." },
  ],
  recognises: claims => claims.streamId !== undefined,
  read,
  write,
} as const satisfies ClaimMap;

function read({ streamId, type, exp, sub }: JsonObject): MappedClaims | Refused {
  if (!isText(streamId)) return malformed("streamId is not a text", "streamId");
  if (type !== "play" && type !== "publish") return malformed("type is neither play nor publish", "type");
  if (typeof exp === "number" && exp >= SECONDS_BEFORE_MILLISECONDS) {
    return malformed("exp is in milliseconds; it is counted in seconds", "exp");
  }
  return {
    grants: [{ actions: [type], target: { streams: [streamId] } }],
    user: isText(sub) ? sub : undefined,
    disconnectAtExpiry: false,
  };
}

function write(wanted: ClaimsToWrite): JsonObject | Refused {
  const unsaid = withoutWords("antmedia", wanted, ["user"]) ?? twoSubjects("antmedia", wanted);
  if (unsaid) return unsaid;
  const [grant, another] = wanted.grants;
  const streams = grant && "streams" in grant.target ? grant.target.streams : [];
  const [action, secondAction] = grant?.actions ?? [];
  const [streamId, secondStream] = streams;
  if (another || !action || secondAction || streamId === undefined || secondStream !== undefined) {
    return malformed("antmedia has one stream and one action");
  }
  const claims = {
    ...writeRegistered({ ...wanted, subject: wanted.user ?? wanted.subject }),
    streamId,
    type: action,
  };
  const unreadable = read(claims);
  return "refused" in unreadable ? unreadable : claims;
}
