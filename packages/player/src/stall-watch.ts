/** What a video says of itself that tells a stall. */
export type StallingVideo = Pick<HTMLVideoElement, "paused" | "ended" | "readyState" | "currentTime">;

/** What a watch for stalls needs. */
export interface StallWatchOptions {
  readonly video: StallingVideo;
  /** Without a network, waiting is all that there is to do. */
  readonly isOnline: () => boolean;
  /** True three seconds after the clock stood still for want of media, and false when that is over. */
  readonly onStalled: (isStalled: boolean) => void;
  /** After half a minute of it, and each half minute from then on. */
  readonly onLost: () => void;
}

const PERIOD_MS = 1_000;
const SHOWN_AFTER = 3;
const LOST_AFTER = 30;
/** HTMLMediaElement.HAVE_FUTURE_DATA: with that much or more, the clock goes on. */
const HAS_MORE = 3;

/**
 * Notices a video that is to play and has nothing to play: engines may wait for ever without calling it trouble. Counts its
 * own ticks, so that a machine that slept does not wake up to a loss. Returns what ends the watch.
 */
export function watchStall({ video, isOnline, onStalled, onLost }: StallWatchOptions): () => void {
  let ticks = 0;
  let lastTime = video.currentTime;
  const end = () => {
    if (ticks >= SHOWN_AFTER) onStalled(false);
    ticks = 0;
  };
  const tick = () => {
    const isStill = video.currentTime === lastTime && video.readyState < HAS_MORE;
    lastTime = video.currentTime;
    if (!isStill || video.paused || video.ended) return end();
    if (ticks >= SHOWN_AFTER && !isOnline()) return;
    ticks += 1;
    if (ticks === SHOWN_AFTER) onStalled(true);
    if (ticks % LOST_AFTER === 0) onLost();
  };
  const timer = setInterval(tick, PERIOD_MS);
  return () => clearInterval(timer);
}
