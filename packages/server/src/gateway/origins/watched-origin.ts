import type { Origin, OriginReply, OriginRequest } from "./origin.ts";
import { healthAfter, type OriginHealth, untriedOrigin } from "./origin-health.ts";

/** Who hears of an origin. */
export interface OriginWatch {
  /** Unix milliseconds. */
  readonly nowMilliseconds: () => number;
  /** Each request that is over, but those that a client gave up. */
  readonly asked: (kind: string, reply: OriginReply) => void;
  /** Its state has changed. */
  readonly turned: (health: OriginHealth, reply: OriginReply) => void;
  /** It is watched no longer, as an application has got another one. */
  readonly left: (health: OriginHealth) => void;
}

/** An origin that tells how it is. */
export interface WatchedOrigin extends Origin {
  /** Undefined before the first request. */
  health(): OriginHealth | undefined;
  /** What is still on its way is no news of the application's origin. */
  leave(): void;
}

/** The same origin, watched by how it answers; nothing is asked for the sake of watching. */
export function watchedOrigin(
  origin: Origin,
  { nowMilliseconds, asked, turned, left }: OriginWatch,
): WatchedOrigin {
  let health = untriedOrigin;
  let isWatched = true;
  const note = (request: OriginRequest, reply: OriginReply, fromMilliseconds: number): void => {
    // Whoever left has not waited for the origin to fail.
    if (request.signal.aborted || !isWatched) return;
    const atMilliseconds = nowMilliseconds();
    const latency = isHeldOnPurpose(request) ? undefined : atMilliseconds - fromMilliseconds;
    const before = health;
    health = healthAfter(before, { reply, atMilliseconds, latencyMilliseconds: latency });
    asked(origin.kind, reply);
    if (health.state !== before.state) turned(health, reply);
  };
  return {
    ...origin,
    async open(request) {
      const from = nowMilliseconds();
      const reply = await origin.open(request);
      note(request, reply, from);
      return reply;
    },
    leave() {
      isWatched = false;
      left(health);
    },
    health: () => (health === untriedOrigin ? undefined : health),
  };
}

/** A blocking playlist reload (RFC 8216bis section 6.2.5.2). */
function isHeldOnPurpose({ query }: OriginRequest): boolean {
  return /(?:^|&)_HLS_msn=/.test(query ?? "");
}
