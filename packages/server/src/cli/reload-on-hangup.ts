import { oneAtATime } from "../lib/one-at-a-time.ts";
import type { Log } from "../telemetry/log.ts";

/** Calls `reload` at each SIGHUP, never twice at a time; a fault is logged, and the server goes on as it was. */
export function reloadOnHangup(log: Log, reload: () => Promise<void>): void {
  const inTurn = oneAtATime();
  process.on("SIGHUP", () => {
    inTurn(reload).catch((error: unknown) =>
      log.error({ event: "fault", err: error }, "the configuration could not be read again"),
    );
  });
}
