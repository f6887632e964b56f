import type { AttemptOutcome, WebhookHealth, WebhookStore } from "../store/webhooks.ts";
import type { Log } from "../telemetry/log.ts";

const FLUSH_MILLISECONDS = 50;
const RETRY_MILLISECONDS = 1_000;
const BATCH = 250;

/** Writes what attempts led to, behind them and together. */
export interface Settlements {
  add(outcome: AttemptOutcome): void;
  /** Resolves when everything is written, or was tried and could not be. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** `settled` hears of what is written, with the health of the webhooks. What is lost in a crash is delivered again. */
export function createSettlements(options: {
  readonly store: Pick<WebhookStore, "recordAttempts">;
  readonly log: Log;
  readonly settled: (outcomes: readonly AttemptOutcome[], health: readonly WebhookHealth[]) => void;
}): Settlements {
  let waiting: AttemptOutcome[] = [];
  let writing: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const schedule = (delayMilliseconds: number): void => {
    timer ??= setTimeout(() => void flush(), delayMilliseconds);
  };

  const write = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, BATCH);
      try {
        const health = await options.store.recordAttempts(batch);
        waiting = waiting.slice(batch.length);
        options.settled(batch, health);
      } catch (error) {
        options.log.warn(
          { event: "webhook-deliveries-unwritten", err: error },
          "deliveries of webhooks could not be written yet",
        );
        schedule(RETRY_MILLISECONDS);
        return;
      }
    }
  };

  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(write);
    return writing;
  };

  return {
    add(outcome) {
      waiting.push(outcome);
      schedule(FLUSH_MILLISECONDS);
    },
    flush,
    async close() {
      await flush();
      clearTimeout(timer);
    },
  };
}
