import type { LeaveSignal } from "./departure.ts";

/** Runs `work` once for all callers that ask under the same key while it runs. */
export type Coalesced<T> = (
  key: string,
  work: (signal: AbortSignal) => Promise<T>,
  signal: LeaveSignal,
) => Promise<T>;

interface Shared<T> {
  readonly outcome: Promise<T>;
  readonly abort: AbortController;
  waiting: number;
}

/**
 * Shares work between callers; nothing is kept afterwards. A caller whose own `signal` aborts is let go with the
 * signal's reason, and disturbs nobody: the work's signal aborts only when no caller is left, and who asks after that
 * starts anew.
 */
export function coalesce<T>(): Coalesced<T> {
  const running = new Map<string, Shared<T>>();

  function start(key: string, work: (signal: AbortSignal) => Promise<T>): Shared<T> {
    const abort = new AbortController();
    const outcome = work(abort.signal).finally(() => forget(key, shared));
    const shared = { outcome, abort, waiting: 0 };
    running.set(key, shared);
    return shared;
  }

  /** False when the work was over or given up before. */
  function forget(key: string, shared: Shared<T>): boolean {
    return running.get(key) === shared && running.delete(key);
  }

  return async (key, work, signal) => {
    if (signal.aborted) throw signal.reason;
    const shared = running.get(key) ?? start(key, work);
    shared.waiting += 1;
    try {
      return await untilAborted(shared.outcome, signal);
    } finally {
      shared.waiting -= 1;
      if (shared.waiting === 0 && forget(key, shared)) shared.abort.abort();
    }
  };
}

async function untilAborted<T>(outcome: Promise<T>, signal: LeaveSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = { handleEvent: (): void => reject(signal.reason) };
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await Promise.race([outcome, promise]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
