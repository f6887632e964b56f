import type { SessionRecord } from "@sluice/policy";
import { InvalidCursor } from "./cursor.ts";
import type { SessionActivity } from "./store.ts";
import {
  type UsageAddition,
  type UsageDimension,
  type UsageFigures,
  type UsageRange,
  type UsageStep,
  type UsageSubject,
  usageDimensions,
  usageStepSeconds,
} from "./usage.ts";

/** Nothing used. */
export const noUsage: UsageFigures = { sessions: 0, seconds: 0, bytes: 0, requests: 0, refused: 0 };

/** The value under which a store keeps what has none. No name is empty. */
export const WITHOUT_VALUE = "";

/** One row of usage: its key, and what is added to it. */
export interface UsageCell {
  readonly organization: string;
  readonly dimension: UsageDimension;
  readonly step: UsageStep;
  readonly atSeconds: number;
  /** WITHOUT_VALUE for what has none. */
  readonly value: string;
  readonly figures: UsageFigures;
}

/** The sum of two figures. */
export function sumUsage(left: UsageFigures, right: Partial<UsageFigures>): UsageFigures {
  return {
    sessions: left.sessions + (right.sessions ?? 0),
    seconds: left.seconds + (right.seconds ?? 0),
    bytes: left.bytes + (right.bytes ?? 0),
    requests: left.requests + (right.requests ?? 0),
    refused: left.refused + (right.refused ?? 0),
  };
}

/** The rows that additions go to, each once: every addition counts in every dimension, by the hour and by the day. */
export function usageCells(additions: readonly UsageAddition[]): readonly UsageCell[] {
  const cells = new Map<string, UsageCell>();
  for (const { subject, atSeconds, figures } of sumBySubject(additions)) {
    for (const dimension of usageDimensions) {
      for (const step of ["hour", "day"] as const) {
        const place = {
          organization: subject.organization,
          dimension,
          step,
          atSeconds: stepBegin(step, atSeconds),
          value: dimensionValue(subject, dimension),
        };
        const key = JSON.stringify(Object.values(place));
        const before = cells.get(key)?.figures ?? noUsage;
        cells.set(key, { ...place, figures: sumUsage(before, figures) });
      }
    }
  }
  return [...cells.values()];
}

/** Additions of one hour to one subject as one: each goes to a dozen rows. */
function sumBySubject(additions: readonly UsageAddition[]): readonly UsageAddition[] {
  if (additions.length < 2) return additions;
  const sums = new Map<string, UsageAddition & { readonly figures: UsageFigures }>();
  for (const { subject, atSeconds, figures } of additions) {
    const { organization, application, stream, user, tag } = subject;
    const hour = stepBegin("hour", atSeconds);
    const key = JSON.stringify([hour, organization, application, stream, user, tag]);
    const before = sums.get(key)?.figures ?? noUsage;
    sums.set(key, { subject, atSeconds: hour, figures: sumUsage(before, figures) });
  }
  return [...sums.values()];
}

/**
 * What a session did since its record was written, counted when it was last heard from; undefined when nothing new is
 * told. A repeated or late write tells nothing new, so nothing is counted twice.
 */
export function usageOfActivity(
  record: UsageSubject &
    Pick<SessionRecord, "lastSeenSeconds" | "leaseSeconds" | "bytes" | "requests" | "connection">,
  activity: SessionActivity,
): UsageAddition | undefined {
  const heardSeconds = Math.max(0, activity.lastSeenSeconds - record.lastSeenSeconds);
  const figures = {
    // A silent player has paused; a silent connection is there all the time.
    seconds: record.connection ? heardSeconds : Math.min(heardSeconds, record.leaseSeconds),
    bytes: Math.max(0, activity.bytes - record.bytes),
    requests: Math.max(0, activity.requests - record.requests),
  };
  if (figures.seconds + figures.bytes + figures.requests === 0) return undefined;
  const { organization, application, stream, user, tag } = record;
  const subject: UsageSubject = { organization, application, stream, user, tag };
  return { subject, atSeconds: Math.max(activity.lastSeenSeconds, record.lastSeenSeconds), figures };
}

/** The beginning of the step that a second is in. */
export function stepBegin(step: UsageStep, atSeconds: number): number {
  return atSeconds - (atSeconds % usageStepSeconds[step]);
}

/** The first step of a range, and the first one behind it. */
export function stepsOf({ step, fromSeconds, untilSeconds }: UsageRange): {
  readonly first: number;
  readonly end: number;
} {
  const last = stepBegin(step, Math.max(0, untilSeconds - 1));
  return { first: stepBegin(step, fromSeconds), end: last + usageStepSeconds[step] };
}

/** The cursor behind a row of a list. */
export function usageCursor(atSeconds: number, value: string): string {
  return Buffer.from(`${atSeconds} ${value}`).toString("base64url");
}

/** The row before a page. Throws InvalidCursor. */
export function usageCursorRow(cursor: string): { readonly atSeconds: number; readonly value: string } {
  const [, at = "", value = ""] =
    /^(\d{1,15}) (.*)$/s.exec(Buffer.from(cursor, "base64url").toString()) ?? [];
  if (at === "") throw new InvalidCursor("this cursor was not made by this list");
  return { atSeconds: Number(at), value };
}

function dimensionValue(subject: UsageSubject, dimension: UsageDimension): string {
  return dimension === "organization" ? WITHOUT_VALUE : (subject[dimension] ?? WITHOUT_VALUE);
}
