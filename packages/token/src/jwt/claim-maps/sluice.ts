import type { Json } from "../../cat/claim.ts";
import type { Grant, GrantTarget } from "../../formats/format.ts";
import type { Refused } from "../../formats/judgement.ts";
import { isText, isWhole, textList } from "../claim-values.ts";
import { malformed } from "../refused.ts";
import { isJsonObject, type JsonObject } from "../strict-json.ts";
import type { ClaimMap, ClaimsToWrite, MappedClaims } from "./claim-map.ts";
import { twoSubjects, withoutUndefined, withoutWords, writeRegistered } from "./write-registered.ts";

/** Our own claims, in the words of `POST /v1/tokens`. */
export const sluice = {
  id: "sluice",
  summary: "Sluice's own claims: what may be done, with which streams, and every limit of POST /v1/tokens.",
  source: "Sluice, POST /v1/tokens",
  claims: [
    { name: "actions", type: "list of play, publish", meaning: "What the token allows; at least one." },
    {
      name: "target",
      type: '{"streams": list of texts} or {"group": text} or {"organization": true}',
      meaning: "Which streams it opens; a stream is application/stream.",
    },
    { name: "ip", type: "list of texts", meaning: "Addresses and networks it may be used from." },
    { name: "domains", type: "list of texts", meaning: "Hosts that may embed the player." },
    { name: "max_uses", type: "whole number from 1", meaning: "Sessions that are ever made with it." },
    { name: "max_sessions", type: "whole number from 1", meaning: "Sessions at the same time." },
    { name: "tag", type: "text", meaning: "A label to find and revoke it by." },
    {
      name: "disconnect_at_expiry",
      type: "boolean",
      meaning: "Running sessions end at exp. Default: they go on.",
    },
  ],
  recognises: claims => claims.target !== undefined || claims.actions !== undefined,
  read,
  write,
} as const satisfies ClaimMap;

function read(claims: JsonObject): MappedClaims | Refused {
  const { ip, domains, max_uses, max_sessions, tag, disconnect_at_expiry, sub } = claims;
  const actions = readActions(claims.actions);
  if (!actions) return malformed("actions is not a list of play and publish", "actions");
  const target = readTarget(claims.target);
  if (!target) return malformed("target is not exactly one of streams, group and organization", "target");
  if (ip !== undefined && !textList(ip)) return malformed("ip is not a list of texts", "ip");
  if (domains !== undefined && !textList(domains))
    return malformed("domains is not a list of texts", "domains");
  if (max_uses !== undefined && !isWhole(max_uses, 1))
    return malformed("max_uses is not a number from 1", "max_uses");
  if (max_sessions !== undefined && !isWhole(max_sessions, 1)) {
    return malformed("max_sessions is not a number from 1", "max_sessions");
  }
  if (tag !== undefined && !isText(tag)) return malformed("tag is not a text", "tag");
  if (disconnect_at_expiry !== undefined && typeof disconnect_at_expiry !== "boolean") {
    return malformed("disconnect_at_expiry is not a boolean", "disconnect_at_expiry");
  }
  return {
    grants: [{ actions, target }],
    user: isText(sub) ? sub : undefined,
    tag,
    domains: textList(domains),
    ip: textList(ip),
    maxUses: max_uses,
    maxSessions: max_sessions,
    disconnectAtExpiry: disconnect_at_expiry ?? false,
  };
}

function readActions(value: Json | undefined): Grant["actions"] | undefined {
  const actions: ("play" | "publish")[] = [];
  for (const action of textList(value) ?? []) {
    if ((action !== "play" && action !== "publish") || actions.includes(action)) return undefined;
    actions.push(action);
  }
  return actions.length > 0 ? actions : undefined;
}

function readTarget(value: Json | undefined): GrantTarget | undefined {
  if (!isJsonObject(value) || Object.keys(value).length !== 1) return undefined;
  const streams = textList(value.streams);
  if (streams) return { streams };
  if (isText(value.group)) return { group: value.group };
  return value.organization === true ? { organization: true } : undefined;
}

function write(wanted: ClaimsToWrite): JsonObject | Refused {
  const words = [
    "user",
    "tag",
    "domains",
    "ip",
    "maxUses",
    "maxSessions",
    "disconnectAtExpiry",
  ] as const satisfies (keyof ClaimsToWrite)[];
  const unsaid = withoutWords("sluice", wanted, words) ?? twoSubjects("sluice", wanted);
  if (unsaid) return unsaid;
  const [grant, another] = wanted.grants;
  if (!grant || another) return malformed("one grant is written, no more and no fewer");
  if ("pattern" in grant.target) return malformed("target has no word for a pattern", "target");
  const claims = {
    ...writeRegistered({ ...wanted, subject: wanted.user ?? wanted.subject }),
    ...withoutUndefined({
      actions: grant.actions,
      target: writeTarget(grant.target),
      ip: wanted.ip,
      domains: wanted.domains,
      max_uses: wanted.maxUses,
      max_sessions: wanted.maxSessions,
      tag: wanted.tag,
      disconnect_at_expiry: wanted.disconnectAtExpiry,
    }),
  };
  const unreadable = read(claims);
  return "refused" in unreadable ? unreadable : claims;
}

function writeTarget(target: Exclude<GrantTarget, { pattern: string }>): JsonObject {
  if ("streams" in target) return { streams: target.streams };
  return "group" in target ? { group: target.group } : { organization: true };
}
