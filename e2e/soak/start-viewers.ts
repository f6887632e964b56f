import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { emptyTally } from "./tally.ts";
import type { ViewerOrder, ViewerReport } from "./viewer-message.ts";

/** The process in which viewers watch. */
export interface Viewers {
  order(order: ViewerOrder): void;
  /** Its last report, a second old at most. */
  latest(): ViewerReport;
  /** Ends all viewers at once, as when a line is cut; answers the last report. */
  end(): Promise<ViewerReport>;
}

/** Starts a process without viewers. */
export function startViewers(): Viewers {
  const child = fork(fileURLToPath(new URL("viewers-process.ts", import.meta.url)), {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const ended = once(child, "exit");
  let latest: ViewerReport = { tally: emptyTally(), segmentsOf: {}, watching: 0, expectingEnd: 0 };
  child.on("message", message => {
    latest = message as ViewerReport;
  });
  return {
    order: order => void child.send(order),
    latest: () => latest,
    async end() {
      child.kill("SIGKILL");
      await ended;
      return latest;
    },
  };
}
