import { setTimeout as pause } from "node:timers/promises";
import { beforeAll, test } from "vitest";

/** Between two starts: starting a player costs more than playing. */
const APART_MILLISECONDS = 400;

/** Tests whose long parts run at the same time. */
export interface SideBySide<Result> {
  /** A test over the result of `run`. */
  test(name: string, run: () => Promise<Result>, judge: (result: Result) => void | Promise<void>): void;
}

/**
 * Starts every `run` before the first test, once `prepare` is done, and lets each test judge its own: a minute of
 * play then costs a minute, however many players there are.
 */
export function sideBySide<Result>(
  prepare: () => Promise<void>,
  timeoutMilliseconds: number,
): SideBySide<Result> {
  const starts: (() => void)[] = [];
  beforeAll(async () => {
    await prepare();
    for (const start of starts) {
      start();
      await pause(APART_MILLISECONDS);
    }
  });
  return {
    test(name, run, judge) {
      let running: Promise<Result> | undefined;
      starts.push(() => {
        running = run();
        // Its test reports a failure; until that is its turn nobody listens.
        running.catch(() => {});
      });
      test(name, { timeout: timeoutMilliseconds }, async ({ task }) => {
        if (!running) throw new Error("it was not started");
        // A second try is one: by itself, and not the first result once more.
        const isFirst = (task.result?.retryCount ?? 0) === 0;
        await judge(await (isFirst ? running : run()));
      });
    },
  };
}
