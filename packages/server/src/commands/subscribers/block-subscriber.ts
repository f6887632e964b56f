import type { Action } from "@sluice/policy";
import type { SubscriberBlock, SubscriberRecord } from "../../store/subscribers.ts";
import type { Actor } from "../actor.ts";
import { invalidFields, type Outcome } from "../command-problem.ts";
import type { SubscriberDependencies } from "./subscriber-dependencies.ts";
import { isSubscriberId, type SubscriberStream } from "./subscriber-stream.ts";
import { undoRules, withdrawCodes } from "./withdraw-codes.ts";
import { writeSubscriber } from "./write-subscriber.ts";

/** A hundred years: longer nobody needs, and no sum of it runs over. */
const LONGEST_SECONDS = 100 * 366 * 24 * 3600;

/** Whom, from what, and for how long. */
export interface BlockOrder {
  readonly subscriberId: string;
  readonly actions: readonly Action[];
  /** From now on; 0 or less lifts what is there. */
  readonly seconds: number;
}

/**
 * Blocks a subscriber in place of any block before, or lifts it. What runs ends at once: rules first, so that nothing new
 * begins, then the sessions, then the reason that is told. Who is not registered is so from then on.
 */
export async function blockSubscriber(
  dependencies: SubscriberDependencies,
  actor: Actor,
  stream: SubscriberStream,
  { subscriberId, actions, seconds }: BlockOrder,
): Promise<Outcome<SubscriberRecord>> {
  if (!isSubscriberId(subscriberId)) {
    return invalidFields([{ field: "subscriberId", message: "this is no subscriber's id" }]);
  }
  const { store, nowMilliseconds } = dependencies;
  const now = nowMilliseconds();
  const place = { organization: stream.organization, stream: stream.stream, subscriberId };
  let block: SubscriberBlock | undefined;
  if (seconds > 0) {
    const untilMilliseconds = now + Math.min(seconds, LONGEST_SECONDS) * 1000;
    const record = await store.subscriber(place);
    const untilSeconds = Math.ceil(untilMilliseconds / 1000);
    const rules = await withdrawCodes(dependencies, actor, { place, record, actions, untilSeconds });
    block = { actions, untilMilliseconds, rules };
  }
  const written = await writeSubscriber(dependencies, actor, place, {
    action: "subscriber.block",
    next: before => ({ ...(before ?? { ...unregistered, ...place, createdAtMilliseconds: now }), block }),
  });
  if ("problem" in written) return written;
  await undoRules(dependencies, actor, written.done.before?.block?.rules ?? []);
  return { done: written.done.after };
}

/** What is known of somebody of whom nothing is known. */
const unregistered = {
  name: undefined,
  type: undefined,
  sealedSecret: undefined,
  periodSeconds: undefined,
  maxSessions: 1,
} as const;
