import { containsAddress, covers, matchesDomain, parseNetwork, type StreamFacts } from "@sluice/policy";
import type { TokenRecord } from "../../../store/token-record.ts";
import type { FieldProblem } from "../../field-problem.ts";

/** A token that is to be made below another, with every name resolved; `streams` are those that its target names. */
export interface Child {
  readonly record: TokenRecord;
  readonly streams: readonly StreamFacts[];
}

/**
 * What of a new token is wider than a token above it, so that whoever asks learns it at once. This is a courtesy: a token
 * opens only what every token above it opens, whatever its own limits say.
 */
export function widerLimits(child: Child, above: TokenRecord): readonly FieldProblem[] {
  return [
    ...wrongAction(child, above),
    ...wrongTarget(child, above),
    ...wrongTimes(child, above),
    ...wrongCounts(child, above),
    ...wrongPlaces(child, above),
    ...wrongNames(child, above),
  ];
}

function wrongAction({ record }: Child, above: TokenRecord): readonly FieldProblem[] {
  if (record.action === above.action) return [];
  return [{ field: "action", message: `the token it is made from is for the action ${above.action}` }];
}

function wrongTarget({ record: { target }, streams }: Child, { target: opened }: TokenRecord) {
  if ("streams" in target) {
    return streams.flatMap((stream, index) =>
      covers(opened, stream) ? [] : [notOpened(`target.streams.${index}`, "stream")],
    );
  }
  if ("group" in target) {
    const isOpened = "organization" in opened || ("group" in opened && opened.group === target.group);
    return isOpened ? [] : [notOpened("target.group", "group")];
  }
  return "organization" in opened ? [] : [notOpened("target.organization", "whole organization")];
}

/** The same words whether there is such a thing or not. */
export function notOpened(field: string, what: string): FieldProblem {
  return { field, message: `the token it is made from does not open this ${what}` };
}

function wrongTimes({ record }: Child, above: TokenRecord): readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  const end = above.expiresAtSeconds;
  if (end !== undefined && (record.expiresAtSeconds ?? Number.POSITIVE_INFINITY) > end) {
    problems.push({ field: "expires_at", message: `the token it is made from ends at ${end}` });
  }
  const begin = above.notBeforeSeconds;
  if (begin !== undefined && record.notBeforeSeconds !== undefined && record.notBeforeSeconds < begin) {
    problems.push({ field: "not_before", message: `the token it is made from begins at ${begin}` });
  }
  return problems;
}

function wrongCounts({ record }: Child, above: TokenRecord): readonly FieldProblem[] {
  const counts = [
    ["max_uses", record.maxUses, above.maxUses],
    ["max_sessions", record.maxSessions, sameCounting(record, above) ? above.maxSessions : undefined],
    ["max_watch_minutes", record.limits?.maxWatchMinutes, above.limits?.maxWatchMinutes],
    ["max_bytes", record.limits?.maxBytes, above.limits?.maxBytes],
    ["max_height", record.limits?.maxHeight, above.limits?.maxHeight],
  ] as const;
  return counts.flatMap(([field, own, limit]) =>
    own !== undefined && limit !== undefined && own > limit
      ? [{ field, message: `the token it is made from has ${limit}` }]
      : [],
  );
}

/** Numbers of sessions that are counted in different ways say nothing of each other. */
function sameCounting({ limits: own }: TokenRecord, { limits }: TokenRecord): boolean {
  return (
    own?.sessionCounting?.per === limits?.sessionCounting?.per &&
    own?.sessionCounting?.over === limits?.sessionCounting?.over
  );
}

/** What may be named, and what above it does not. */
function wrongNames({ record: { limits: own } }: Child, { limits }: TokenRecord): readonly FieldProblem[] {
  const lists = [
    ["renditions", own?.renditions, limits?.renditions, "rendition"],
    ["countries.allow", own?.countries?.allow, limits?.countries?.allow, "country"],
    ["asns.allow", own?.asns?.allow, limits?.asns?.allow, "network"],
  ] as const;
  const foreign = lists.flatMap(([field, names = [], allowed, what]) =>
    names.flatMap((name, index) =>
      allowed && !allowed.some(other => other === name) ? [notOpened(`${field}.${index}`, what)] : [],
    ),
  );
  const isDownload = own?.download === true && limits?.download === false;
  return isDownload
    ? [...foreign, { field: "download", message: "the token it is made from is not for download" }]
    : foreign;
}

function wrongPlaces({ record: { ip, domains } }: Child, above: TokenRecord): readonly FieldProblem[] {
  const outside = above.ip.length === 0 ? [] : ip.map(text => !above.ip.some(net => liesIn(text, net)));
  const foreign =
    above.domains.length === 0
      ? []
      : domains.map(host => !above.domains.some(pattern => isBelow(host, pattern)));
  return [
    ...outside.flatMap((isWider, index) => (isWider ? [notOpened(`ip.${index}`, "network")] : [])),
    ...foreign.flatMap((isWider, index) => (isWider ? [notOpened(`domains.${index}`, "site")] : [])),
  ];
}

function liesIn(text: string, network: string): boolean {
  const [inner, outer] = [parseNetwork(text), parseNetwork(network)];
  if (!inner || !outer) return false;
  return inner.prefixLength >= outer.prefixLength && containsAddress(outer, inner.address);
}

function isBelow(host: string, pattern: string): boolean {
  if (host === pattern) return true;
  const name = host.startsWith("*.") ? host.slice(2) : host;
  return pattern.startsWith("*.") && matchesDomain(pattern, name);
}
