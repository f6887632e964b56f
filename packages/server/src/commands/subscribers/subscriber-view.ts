import type { SubscriberSettings } from "../../store/subscribers.ts";

/** A subscriber as audit entries show it: whether there is a secret, and not which. */
export function subscriberView(subscriber: SubscriberSettings) {
  const { stream, subscriberId, name, type, sealedSecret, periodSeconds, maxSessions, block } = subscriber;
  return {
    stream,
    subscriber: subscriberId,
    name: name ?? null,
    type: type ?? null,
    secret_set: sealedSecret !== undefined,
    period_seconds: periodSeconds ?? null,
    max_sessions: maxSessions,
    block: block ? { actions: block.actions, until: block.untilMilliseconds / 1000 } : null,
  };
}
