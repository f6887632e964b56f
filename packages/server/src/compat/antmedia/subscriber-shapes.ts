import type { Action } from "@sluice/policy";
import type { ConnectionEvent } from "../../commands/subscribers/read-connection-events.ts";
import type { ListedSubscriber } from "../../commands/subscribers/read-subscribers.ts";

/** Ant Media's words for what a subscriber is blocked from. */
const blocked: Readonly<Record<string, readonly Action[]>> = {
  publish: ["publish"],
  play: ["play"],
  publish_play: ["publish", "play"],
};

/** What their word blocks; undefined for any other. */
export function blockedActions(word: string): readonly Action[] | undefined {
  return Object.hasOwn(blocked, word) ? blocked[word] : undefined;
}

/** Their `Subscriber`. The secret is never shown; figures that only a media server has are 0. */
export function subscriberShape({ subscriber, running }: ListedSubscriber, streamId: string) {
  const { subscriberId, name, type, maxSessions, block, periodSeconds } = subscriber;
  return {
    subscriberId,
    subscriberName: name ?? null,
    streamId,
    type: type ?? null,
    connected: running > 0,
    currentConcurrentConnections: running,
    concurrentConnectionsLimit: maxSessions,
    blockedType: block ? block.actions.join("_") : null,
    blockedUntilUnitTimeStampMs: block?.untilMilliseconds ?? 0,
    registeredNodeIp: null,
    avgVideoBitrate: 0,
    avgAudioBitrate: 0,
    totpExpiryPeriodSeconds: periodSeconds ?? null,
  };
}

/** Their `ConnectionEvent`. */
export function eventShape(
  { atSeconds, event, action, protocol, subscriberId }: ConnectionEvent,
  streamId: string,
) {
  return {
    timestamp: atSeconds * 1000,
    eventType: event,
    instanceIP: null,
    type: action,
    eventProtocol: protocol,
    streamId,
    subscriberId,
  };
}
