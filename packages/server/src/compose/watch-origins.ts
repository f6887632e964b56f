import { faultOf } from "../gateway/origins/origin-health.ts";
import type { OriginWatch } from "../gateway/origins/watched-origin.ts";
import type { Log } from "../telemetry/log.ts";
import type { OriginMetrics } from "../telemetry/metrics/origin-metrics.ts";

/** Counts what origins answer, and writes down when one is lost and when it is back. */
export function watchOrigins(parts: {
  readonly log: Pick<Log, "warn" | "info">;
  readonly metrics: OriginMetrics;
  readonly nowMilliseconds: () => number;
}): (application: string) => OriginWatch {
  const { log, metrics, nowMilliseconds } = parts;
  return application => ({
    nowMilliseconds,
    asked: (kind, reply) =>
      metrics.originRequests.inc({ kind, outcome: reply.outcome === "media" ? "media" : reply.reason }),
    turned({ state }, reply) {
      if (state === "up") {
        metrics.originsDown.dec();
        log.info({ event: "origin-back", application }, "an origin answers again");
        return;
      }
      metrics.originsDown.inc();
      const detail = reply.outcome === "unavailable" ? reply.detail : undefined;
      log.warn(
        { event: "origin-lost", application, reason: faultOf(reply), detail },
        "an origin has failed three times in a row",
      );
    },
    left({ state }) {
      if (state === "down") metrics.originsDown.dec();
    },
  });
}
