import type { LimitAnswers } from "../connection/limit-answers.ts";
import type { Row } from "./columns.ts";

/** Limits that tokens and streams share; those that are not there are left out. */
export function limitRows(
  limits: LimitAnswers,
  uses: readonly [one: string, several: string],
): readonly Row[] {
  return [
    ["at most", countText(limits, uses)],
    ["bound to", bindText(limits)],
    ["countries", allowDenyText(limits.countries)],
    ["ASNs", allowDenyText(limits.asns)],
    ["rules", limits.rules?.map(rule => JSON.stringify(rule)).join(", then ")],
    ["hours", limits.hours?.map(hoursText).join("; ")],
    ["renditions", renditionsText(limits)],
    ["download", limits.download === null ? undefined : limits.download ? "yes" : "no"],
  ];
}

function countText(limits: LimitAnswers, [one, several]: readonly [string, string]): string | undefined {
  const { max_uses, max_sessions, max_watch_minutes, max_bytes } = limits;
  const parts = [
    max_uses === null ? [] : `${max_uses} ${max_uses === 1 ? one : several}`,
    max_sessions === null ? [] : sessionsText(max_sessions),
    max_watch_minutes === null ? [] : `${max_watch_minutes} minutes`,
    max_bytes === null ? [] : `${max_bytes} bytes`,
  ].flat();
  return parts.length === 0 ? undefined : parts.join(", ");
}

function sessionsText(limit: NonNullable<LimitAnswers["max_sessions"]>): string {
  if (typeof limit === "number") return `${limit} at the same time`;
  const { count, per, over, when_full } = limit;
  return `${count} at the same time per ${per} over the ${over} (${when_full})`;
}

function bindText({ bind }: LimitAnswers): string | undefined {
  if (bind === null || typeof bind === "string") return bind ?? undefined;
  const { to, rebinds = 0 } = bind;
  return `${to.join(", ")}${rebinds === 0 ? "" : `, moves ${rebinds} times`}`;
}

function allowDenyText(limit: LimitAnswers["countries"]): string | undefined {
  if (limit === null) return undefined;
  const { allow, deny } = limit;
  return [allow?.join(", ") ?? [], deny ? `not ${deny.join(", ")}` : []].flat().join("; ");
}

function hoursText({ days, from, to, time_zone }: NonNullable<LimitAnswers["hours"]>[number]): string {
  return `${days ? `${days.join(", ")} ` : ""}${from} to ${to} ${time_zone ?? "UTC"}`;
}

function renditionsText({ max_height, renditions }: LimitAnswers): string | undefined {
  const parts = [max_height === null ? [] : `up to ${max_height} lines`, renditions ?? []].flat();
  return parts.length === 0 ? undefined : parts.join(", ");
}
