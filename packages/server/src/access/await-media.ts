import type { AdmissionPlan, AdmissionRequest, RuleOutcome } from "@sluice/policy";
import type { StateStore } from "../store/store.ts";
import type { Prepared } from "./question.ts";

/** How often an entry that waits for its origin is judged again: well inside the second that a revocation may take. */
const AGAIN_MILLISECONDS = 400;

/** A refusal that has become due, and the rules that led to it. */
export interface OverdueRefusal {
  readonly plan: Extract<AdmissionPlan, { plan: "refuse" }>;
  readonly rules: readonly RuleOutcome[];
}

/**
 * The outcome of `prepare`, or the refusal that has become due while its origin kept it waiting: a revoked token or an
 * ended session is told at once, not when the origin answers. What was asked of the origin then comes to nothing.
 */
export async function awaitMedia<T>(
  store: StateStore,
  request: AdmissionRequest,
  preparing: Promise<Prepared<T>>,
  hasLeft: (() => boolean) | undefined,
): Promise<Prepared<T> | OverdueRefusal> {
  // Doors that ask nobody are ready by now, and need no timer.
  const ready = await Promise.race([preparing, Promise.resolve()]);
  if (ready !== undefined) return ready;
  for (;;) {
    const prepared = await withinInterval(preparing);
    if (prepared !== undefined) return prepared;
    // A viewer who has left must not keep others waiting for its place.
    if (hasLeft?.()) return { unavailable: "client-left" };
    const { plan, rules } = await store.peek(request);
    if (plan.plan === "refuse") return { plan, rules };
  }
}

/** Undefined when the interval is over first. */
async function withinInterval<T>(preparing: Promise<T>): Promise<T | undefined> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(resolve, AGAIN_MILLISECONDS);
  try {
    return await Promise.race([preparing, promise]);
  } finally {
    clearTimeout(timer);
  }
}
