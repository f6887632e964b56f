import type { GrantTarget } from "../../formats/format.ts";
import type { Refused } from "../../formats/judgement.ts";
import { isText, textList, textOrList } from "../claim-values.ts";
import { malformed } from "../refused.ts";
import { type JsonObject, parseJsonObject } from "../strict-json.ts";
import type { ClaimMap, ClaimsToWrite, MappedClaims } from "./claim-map.ts";
import { withoutUndefined, withoutWords, writeRegistered } from "./write-registered.ts";

/** nanoStream Cloud takes no more addresses. */
const MAX_ADDRESSES = 10;

const WORDS = [
  "user",
  "tag",
  "domains",
  "ip",
  "disconnectAtExpiry",
  "claims",
] as const satisfies (keyof ClaimsToWrite)[];
/** Claims that an issuer may write as they are: they limit nothing. */
const INFORMING: ReadonlySet<string> = new Set(["cust", "revocable"]);

const encoder = new TextEncoder();

/** The playback tokens of nanoStream Cloud: they play, and publish nothing. */
export const nanostream = {
  id: "nanostream",
  summary:
    "Playback tokens of nanoStream Cloud (nanocosmos): a list of stream names, a group, or everything.",
  source: "nanoStream Cloud, secure playback, POST /api/v1/splay",
  claims: [
    { name: "streams", type: "list of texts", meaning: "Stream names it plays." },
    { name: "groupid", type: "text", meaning: "The stream group it plays." },
    { name: "orgawide", type: "true", meaning: "It plays every stream of the organization." },
    { name: "ip", type: "text or list of texts", meaning: "Up to 10 addresses and networks." },
    { name: "domain", type: "text", meaning: "The host that may embed the player." },
    { name: "user", type: "text", meaning: "Who it was made for; sub is the organization there." },
    { name: "tag", type: "text", meaning: "A label to find and revoke it by." },
    { name: "cust", type: "anything", meaning: "Not documented by nanocosmos; only informs." },
    { name: "revocable", type: "boolean", meaning: "Only informs: here every token can be revoked." },
    {
      name: "forceDisconnect",
      type: "boolean",
      meaning: "Running sessions end at exp. Default: they go on.",
    },
  ],
  subject: "organization",
  recognises: ({ streams, groupid, orgawide }) =>
    streams !== undefined || groupid !== undefined || orgawide !== undefined,
  read,
  write,
} as const satisfies ClaimMap;

function read(claims: JsonObject): MappedClaims | Refused {
  const { ip, domain, user, tag, revocable, forceDisconnect } = claims;
  const target = readTarget(claims);
  if (!target) return malformed("there is not exactly one of streams, groupid and orgawide");
  const addresses = textOrList(ip);
  if (ip !== undefined && (!addresses || addresses.length > MAX_ADDRESSES)) {
    return malformed("ip is not a text or a list of up to 10", "ip");
  }
  if (domain !== undefined && !isText(domain)) return malformed("domain is not a text", "domain");
  if (user !== undefined && !isText(user)) return malformed("user is not a text", "user");
  if (tag !== undefined && !isText(tag)) return malformed("tag is not a text", "tag");
  if (revocable !== undefined && typeof revocable !== "boolean")
    return malformed("revocable is no boolean", "revocable");
  if (forceDisconnect !== undefined && typeof forceDisconnect !== "boolean") {
    return malformed("forceDisconnect is not a boolean", "forceDisconnect");
  }
  return {
    grants: [{ actions: ["play"], target }],
    user,
    tag,
    domains: domain === undefined ? undefined : [domain],
    ip: addresses,
    disconnectAtExpiry: forceDisconnect ?? false,
  };
}

function readTarget({ streams, groupid, orgawide }: JsonObject): GrantTarget | undefined {
  // A token copied from a form may carry `orgawide: false` beside its streams.
  const isWide = orgawide === true;
  if (orgawide !== undefined && typeof orgawide !== "boolean") return undefined;
  const named = Number(streams !== undefined) + Number(groupid !== undefined) + Number(isWide);
  if (named !== 1) return undefined;
  if (isWide) return { organization: true };
  if (groupid !== undefined) return isText(groupid) ? { group: groupid } : undefined;
  const names = textList(streams);
  return names ? { streams: names } : undefined;
}

function write(wanted: ClaimsToWrite): JsonObject | Refused {
  const unsaid = withoutWords("nanostream", wanted, WORDS);
  if (unsaid) return unsaid;
  const stranger = Object.keys(wanted.claims ?? {}).find(name => !INFORMING.has(name));
  if (stranger !== undefined) return malformed(`nanostream takes no claim ${stranger} besides`, stranger);
  const [grant, another] = wanted.grants;
  if (!grant || another || grant.actions.some(action => action !== "play")) {
    return malformed("nanostream has one grant, to play");
  }
  const [domain, secondDomain] = wanted.domains ?? [];
  if (secondDomain !== undefined) return malformed("nanostream has one domain");
  const target = writeTarget(grant.target);
  if (!target) return malformed("nanostream has no word for a pattern");
  const claims = {
    // nanoStream Cloud itself always writes both.
    ...writeRegistered({
      ...wanted,
      audiences: wanted.audiences ?? ["splay"],
      notBeforeSeconds: wanted.notBeforeSeconds ?? wanted.issuedAtSeconds,
    }),
    ...target,
    ...withoutUndefined({
      ip: wanted.ip,
      domain,
      user: wanted.user,
      tag: wanted.tag,
      forceDisconnect: wanted.disconnectAtExpiry,
    }),
    ...wanted.claims,
  };
  const unreadable = read(claims);
  if ("refused" in unreadable) return unreadable;
  return isReadable(claims) ? claims : malformed("cust is nested too deeply to be read again", "cust");
}

/** Only `cust` can be anything. */
function isReadable(claims: JsonObject): boolean {
  return claims.cust === undefined || parseJsonObject(encoder.encode(JSON.stringify(claims))) !== undefined;
}

function writeTarget(target: GrantTarget): JsonObject | undefined {
  if ("streams" in target) return { streams: target.streams };
  if ("group" in target) return { groupid: target.group };
  return "organization" in target ? { orgawide: true } : undefined;
}
