import type { Log } from "../../telemetry/log.ts";
import type { Metrics } from "../../telemetry/metrics.ts";
import type { ServerApi } from "../server-api.ts";
import type { Reconcile } from "./reconcile.ts";
import type { WatchedServer } from "./watched-server.ts";

const EVERY_MILLISECONDS = 3_000;
/** A list that is older says nothing of now. */
const FRESH_MILLISECONDS = 10_000;

export interface WatchServerDependencies {
  readonly reconcile: Reconcile;
  readonly nowMilliseconds: () => number;
  /** From the beginning of one listing to that of the next; default 3,000. */
  readonly everyMilliseconds?: number | undefined;
  /** Hears of a store that cannot be written. */
  readonly fault: (error: unknown) => void;
  readonly log: Log;
  readonly metrics: Pick<Metrics, "mediaServerUp">;
}

/** One server that is listed every few seconds. */
export interface Watch {
  /** True when its list was read lately. */
  isHeard(): boolean;
  /** True when its list could not be read when that was last tried, nor lately. */
  isLost(): boolean;
  /** Stops; resolves when what was under way is over. */
  close(): Promise<void>;
}

/** Lists the server at once and every 3 s from then on. One that is slow or dead delays only itself, and is logged once. */
export function watchServer(
  dependencies: WatchServerDependencies,
  server: WatchedServer & { readonly api: ServerApi },
): Watch {
  const { nowMilliseconds, reconcile, fault, everyMilliseconds = EVERY_MILLISECONDS } = dependencies;
  const tell = createTeller(dependencies, server.settings.name);
  let heardAtMilliseconds = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  const round = async (): Promise<void> => {
    const beganMilliseconds = nowMilliseconds();
    const listing = await server.api.list().catch(tell.lost);
    if (listing === undefined || isClosed) return;
    heardAtMilliseconds = beganMilliseconds;
    tell.back();
    await reconcile(server, { listing, beganMilliseconds }).catch(fault);
  };
  const rounds = async (): Promise<void> => {
    const beganMilliseconds = performance.now();
    await round();
    if (isClosed) return;
    const rest = everyMilliseconds - (performance.now() - beganMilliseconds);
    timer = setTimeout(
      () => {
        running = rounds();
      },
      Math.max(rest, everyMilliseconds / 10),
    );
    timer.unref();
  };
  let running = rounds();
  const isHeard = (): boolean => nowMilliseconds() - heardAtMilliseconds < FRESH_MILLISECONDS;
  return {
    isHeard,
    isLost: () => tell.isLost() && !isHeard(),
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await running;
    },
  };
}

/** Says once that a server is lost, and once that it is back. */
function createTeller({ log, metrics }: Pick<WatchServerDependencies, "log" | "metrics">, server: string) {
  let isLost = false;
  return {
    isLost: (): boolean => isLost,
    lost(this: void, error: unknown): undefined {
      metrics.mediaServerUp.set({ server }, 0);
      if (!isLost)
        log.warn({ event: "media-server-lost", server, err: error }, "a media server's API does not answer");
      isLost = true;
    },
    back(): void {
      metrics.mediaServerUp.set({ server }, 1);
      if (isLost) log.info({ event: "media-server-back", server }, "a media server's API answers again");
      isLost = false;
    },
  };
}
