import { isLocated, type Registry } from "../registry/registry.ts";
import type { UsageFigures, UsageRange, UsageRecord, UsageStep, UsageStore } from "../store/usage.ts";
import type { Actor } from "./actor.ts";
import { invalidFields, type Outcome, refuse } from "./command-problem.ts";
import { resolveName } from "./resolve-name.ts";

const HOUR_SECONDS = 3600;
/** How far back a series begins that names no beginning. */
const DEFAULT_SPAN_SECONDS = { hour: 24 * HOUR_SECONDS, day: 30 * 24 * HOUR_SECONDS } as const;

/** What a reader of usage asks for. */
export interface UsageQuestion {
  /** Undefined: the whole organization. */
  readonly by?: "application" | "stream" | "user" | "tag" | undefined;
  /** One value of it. */
  readonly of?: string | undefined;
  readonly step: UsageStep;
  /** Unix seconds. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** 1 to 200. */
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** A series of usage, and the sums over all of its range. */
export interface UsageSeries {
  readonly items: readonly (UsageFigures & { readonly at: number; readonly of: string | null })[];
  readonly next: string | null;
  readonly totals: UsageFigures;
}

/**
 * Reads a series of the actor's organization. A key that is limited to applications reads what belongs to them: their
 * own figures and their streams'.
 */
export async function readUsage(
  dependencies: {
    readonly store: UsageStore;
    readonly registry: Registry;
    readonly nowMilliseconds: () => number;
  },
  actor: Actor,
  question: UsageQuestion,
): Promise<Outcome<UsageSeries>> {
  const { by, of, step, limit, cursor } = question;
  if (of !== undefined && by === undefined) {
    return invalidFields([{ field: "by", message: "say what `of` names: application, stream, user or tag" }]);
  }
  if (actor.applications !== undefined && by !== "application" && by !== "stream") {
    return refuse("not-permitted", "this API key reads usage by application or by stream only");
  }
  const nowSeconds = Math.floor(dependencies.nowMilliseconds() / 1000);
  // The second that is running belongs to the series.
  const untilSeconds = question.to ?? nowSeconds + 1;
  const fromSeconds = question.from ?? Math.max(0, untilSeconds - DEFAULT_SPAN_SECONDS[step]);
  if (fromSeconds >= untilSeconds) {
    return invalidFields([{ field: "from", message: "the range ends before it begins" }]);
  }
  const range: UsageRange = {
    organization: actor.organization,
    by: by ?? "organization",
    of: by === "stream" ? fullName(dependencies.registry, actor, of) : of,
    within: actor.applications,
    step,
    fromSeconds,
    untilSeconds,
  };
  const page = await dependencies.store.listUsage({ ...range, limit, cursor });
  const totals = await dependencies.store.totalUsage(range);
  return { done: { items: page.items.map(usageView), next: page.next ?? null, totals } };
}

/** Streams are counted under their full names, whatever they are asked by. */
function fullName(registry: Registry, actor: Actor, name: string | undefined): string | undefined {
  const found = name === undefined ? undefined : resolveName(registry, actor, name);
  return found && isLocated(found) ? found.facts.stream : name;
}

function usageView({ atSeconds, of, ...figures }: UsageRecord) {
  return { at: atSeconds, of: of ?? null, ...figures };
}
