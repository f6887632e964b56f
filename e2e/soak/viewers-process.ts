import { setTimeout as pause } from "node:timers/promises";
import { SEGMENT_SECONDS } from "./live-origin.ts";
import { SimulatedViewer } from "./simulated-viewer.ts";
import { emptyTally } from "./tally.ts";
import type { SoakViewer, ViewerOrder, ViewerReport } from "./viewer-message.ts";

// A process of its own, so that viewers do not share the server's or the origin's event loop. Started by start-viewers.ts.

const REPORT_MILLISECONDS = 1_000;
const tally = emptyTally();
const viewers = new Map<number, SimulatedViewer>();

process.on("message", (message: ViewerOrder) => {
  if (message.order === "watch") void watchAll(message.viewers, message.serverUrl);
  else for (const id of message.ids) tell(viewers.get(id), message.order);
});
process.on("disconnect", () => process.exit());
setInterval(() => process.send?.(report()), REPORT_MILLISECONDS);

/** They come over the length of one segment, as nobody's loops are in step. */
async function watchAll(coming: readonly SoakViewer[], serverUrl: string): Promise<void> {
  for (const each of coming) {
    const viewer = new SimulatedViewer(each, serverUrl, tally);
    viewers.set(each.id, viewer);
    void viewer.watch();
    await pause((SEGMENT_SECONDS * 1_000) / coming.length);
  }
}

function tell(viewer: SimulatedViewer | undefined, order: Exclude<ViewerOrder["order"], "watch">): void {
  if (order === "expect end") viewer?.expectEnd();
  else if (order === "withdrawn") viewer?.withdrawn();
  else viewer?.leave();
}

function report(): ViewerReport {
  const all = [...viewers];
  return {
    tally,
    segmentsOf: Object.fromEntries(all.map(([id, { segments }]) => [id, segments])),
    watching: all.filter(([, { isWatching }]) => isWatching).length,
    expectingEnd: all.filter(([, { mayEnd }]) => mayEnd).length,
  };
}
