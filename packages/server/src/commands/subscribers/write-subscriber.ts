import type { SubscriberRecord, SubscriberSettings } from "../../store/subscribers.ts";
import type { Actor } from "../actor.ts";
import { auditEntry } from "../audit/audit-entry.ts";
import { type Outcome, refuse } from "../command-problem.ts";
import type { SubscriberDependencies } from "./subscriber-dependencies.ts";
import { subscriberView } from "./subscriber-view.ts";

/** So often a change is tried again when somebody else was faster. */
const ATTEMPTS = 5;

/** A subscriber before and after a change; `before` is undefined for one that was made. */
export interface SubscriberChange {
  readonly before: SubscriberRecord | undefined;
  readonly after: SubscriberRecord;
}

/** Makes or changes a subscriber, with its audit entry. `next` tells what it is from what it was. */
export async function writeSubscriber(
  { store, nowMilliseconds }: Pick<SubscriberDependencies, "store" | "nowMilliseconds">,
  actor: Actor,
  place: Pick<SubscriberSettings, "organization" | "stream" | "subscriberId">,
  {
    action,
    next,
  }: {
    /** The word of the audit log for a change of one that is there. */
    readonly action: "subscriber.update" | "subscriber.block";
    readonly next: (before: SubscriberRecord | undefined) => SubscriberSettings;
  },
): Promise<Outcome<SubscriberChange>> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const before = await store.subscriber(place);
    const subscriber = next(before);
    const version = before?.version ?? 0;
    const written = await store.writeSubscriber({ subscriber, version }, outcome =>
      outcome.outcome === "stale"
        ? undefined
        : auditEntry(actor, nowMilliseconds(), {
            action: before || action === "subscriber.block" ? action : "subscriber.create",
            subject: { kind: "subscriber", id: `${place.stream}/${place.subscriberId}` },
            user: place.subscriberId,
            before: before && subscriberView(before),
            after: subscriberView(outcome.subscriber),
          }),
    );
    if (written.outcome === "written") return { done: { before, after: written.subscriber } };
  }
  return refuse("version-stale", "somebody else changes this subscriber all the time");
}
