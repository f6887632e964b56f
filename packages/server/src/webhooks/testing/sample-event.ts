import type { ServerEvent } from "../../telemetry/events.ts";

/** A session that began just now, in `demo/clip` of the organization `demo`, unless told otherwise. */
export function sampleEvent(
  changes: Partial<ServerEvent<"session.started">> = {},
): ServerEvent<"session.started"> {
  return {
    type: "session.started",
    organization: "demo",
    application: "demo",
    user: "ann",
    atMilliseconds: Date.now(),
    data: () => ({
      token: "st_123456789012",
      session: "AAAAAAAAAAAAAAAAAAAAAA",
      stream: "demo/clip",
      action: "play",
      door: "gateway",
      user: "ann",
      tag: null,
      ip: "203.0.113.7",
      user_agent: "player/1",
      started_at: 1_800_000_000,
      ref: "23456789AB",
    }),
    ...changes,
  };
}
