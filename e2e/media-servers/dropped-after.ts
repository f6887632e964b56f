import type { FfmpegRun } from "./ffmpeg.ts";

const LONGEST_MILLISECONDS = 15_000;

/** Milliseconds from now until every one of these FFmpegs is over; Infinity when one is not after 15 s. */
export async function droppedAfter(runs: readonly FfmpegRun[]): Promise<number> {
  const from = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<number>(resolve => {
    timer = setTimeout(resolve, LONGEST_MILLISECONDS, Number.POSITIVE_INFINITY);
  });
  const over = Promise.all(runs.map(run => run.ended)).then(ends => Math.max(...ends) - from);
  return Promise.race([over, late]).finally(() => clearTimeout(timer));
}
