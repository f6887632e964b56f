import { createPruner, type PrunerDependencies, type RetentionStatus } from "./pruner.ts";

/** A server that has just started has better things to do. */
const FIRST_MILLISECONDS = 60_000;
const EVERY_MILLISECONDS = 3_600_000;

/** A pruner that runs by itself, soon after the start and then every hour. */
export interface RunningPruner {
  status(): readonly RetentionStatus[];
  /** Stops, after the batch that it is at. */
  close(): Promise<void>;
}

/** `fault` hears of a store that cannot write now; the next run goes on. */
export function startPruner(
  dependencies: PrunerDependencies & { readonly fault: (error: unknown) => void },
): RunningPruner {
  const pruner = createPruner(dependencies);
  let running: Promise<void> = Promise.resolve();
  const run = (): void => {
    running = running.then(pruner.run).catch(dependencies.fault);
  };
  const timers = [setTimeout(run, FIRST_MILLISECONDS), setInterval(run, EVERY_MILLISECONDS)];
  for (const timer of timers) timer.unref();
  return {
    status: pruner.status,
    async close() {
      for (const timer of timers) clearTimeout(timer);
      pruner.stop();
      await running;
    },
  };
}
