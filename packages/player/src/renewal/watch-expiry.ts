/** What watching over the end of a session needs. */
export interface ExpiryTask {
  /** Unix seconds, by the server's clock; null = it has no end. */
  readonly expiresAtSeconds: number | null;
  readonly clockAheadSeconds: number;
  /** Asks for a new token and goes over to it; false = that did not work. Undefined = nobody can be asked. */
  readonly renew: (() => Promise<boolean>) | undefined;
  /** Whole seconds that are left, near the end; undefined = the end is far. */
  readonly onLeft: (leftSeconds: number | undefined) => void;
}

const RENEW_SECONDS = 120;
const COUNT_SECONDS = 300;
/** Where somebody is asked for a new token, the viewer is told only when it is late. */
const LATE_SECONDS = 60;
const AGAIN_MS = 5_000;
const TICK_MS = 1_000;

/** When things happen before an end, in seconds that are left; a short session has them in its second half. */
export function expiryPlan(lifeSeconds: number, canRenew: boolean) {
  const half = lifeSeconds / 2;
  const countFrom = canRenew ? Math.min(LATE_SECONDS, half / 2) : Math.min(COUNT_SECONDS, half);
  return { renewFromSeconds: Math.min(RENEW_SECONDS, half), countFromSeconds: countFrom };
}

/** Watches a session's end until it is stopped. */
export function watchExpiry({ expiresAtSeconds, clockAheadSeconds, renew, onLeft }: ExpiryTask): () => void {
  onLeft(undefined);
  if (expiresAtSeconds === null) return () => {};
  const leftNow = () => expiresAtSeconds - clockAheadSeconds - Date.now() / 1000;
  const plan = expiryPlan(leftNow(), renew !== undefined);
  let isAsking = false;
  let isStopped = false;
  let notBeforeMs = 0;
  const ask = async (wanted: () => Promise<boolean>) => {
    isAsking = true;
    const isDone = await wanted().catch(() => false);
    isAsking = false;
    notBeforeMs = isDone ? Number.POSITIVE_INFINITY : performance.now() + AGAIN_MS;
  };
  const tick = () => {
    if (isStopped) return;
    const left = leftNow();
    onLeft(left <= plan.countFromSeconds ? Math.max(0, Math.ceil(left)) : undefined);
    const isDue = left <= plan.renewFromSeconds && performance.now() >= notBeforeMs;
    if (renew !== undefined && isDue && !isAsking) void ask(renew);
  };
  const timer = setInterval(tick, TICK_MS);
  return () => {
    isStopped = true;
    clearInterval(timer);
  };
}
