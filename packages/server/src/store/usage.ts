import type { Page } from "./page.ts";

/** What usage can be asked by. `organization` is the whole of it. */
export const usageDimensions = ["organization", "application", "stream", "user", "tag"] as const;
export type UsageDimension = (typeof usageDimensions)[number];

/** The length of one step of a series; steps begin at whole hours and days of UTC. */
export const usageStepSeconds = { hour: 3600, day: 86_400 } as const;
export type UsageStep = keyof typeof usageStepSeconds;

/** Values of one dimension that an hour, or a day, keeps apart. What comes later is counted together, without a value. */
export const USAGE_VALUES_LIMIT = 50_000;

/** What was used. Whole numbers that only grow. */
export interface UsageFigures {
  /** Sessions that began. */
  readonly sessions: number;
  /** Time in which sessions were heard from; a silence counts at most as long as the session's lease. */
  readonly seconds: number;
  /** Media bytes sent. */
  readonly bytes: number;
  /** Requests under sessions. */
  readonly requests: number;
  /** Refusals with a reference of their own: what a client repeats at once counts once. */
  readonly refused: number;
}

/** Whom and what a figure is counted for; what is undefined is counted without a value. */
export interface UsageSubject {
  readonly organization: string;
  readonly application: string | undefined;
  readonly stream: string | undefined;
  readonly user: string | undefined;
  readonly tag: string | undefined;
}

/** Figures to be added, at the second at which they came up. */
export interface UsageAddition {
  readonly subject: UsageSubject;
  readonly atSeconds: number;
  readonly figures: Partial<UsageFigures>;
}

/** What is counted besides the totals of sessions. */
export interface UsageBatch {
  readonly additions?: readonly UsageAddition[];
  /** Default USAGE_VALUES_LIMIT. */
  readonly valuesLimit?: number;
}

/** A range of a series: whole steps, `fromSeconds` within the first and `untilSeconds` behind the last. */
export interface UsageRange {
  readonly organization: string;
  readonly by: UsageDimension;
  /** One value; undefined: all of them, and what has none. */
  readonly of?: string | undefined;
  /** Only these applications, or their streams; for other dimensions it leaves nothing. Undefined: everything. */
  readonly within?: readonly string[] | undefined;
  readonly step: UsageStep;
  readonly fromSeconds: number;
  readonly untilSeconds: number;
}

export interface UsageQuery extends UsageRange {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** The figures of one value in one step. */
export interface UsageRecord extends UsageFigures {
  /** Unix seconds: the beginning of the step. */
  readonly atSeconds: number;
  /** Undefined: what has no value, and what came beyond the limit of values. */
  readonly of: string | undefined;
}

/** Usage series. They are written with `recordActivity`, in its transaction. */
export interface UsageStore {
  /** The earliest step first, in it by value; steps without figures are left out. */
  listUsage(query: UsageQuery): Promise<Page<UsageRecord>>;
  /** The sums over a range. */
  totalUsage(range: UsageRange): Promise<UsageFigures>;
}
