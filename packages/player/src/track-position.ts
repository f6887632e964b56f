/** Where a video is, for the tab's memory. */
export interface Position {
  readonly positionSeconds: number;
  readonly paused: boolean;
}

const PERIOD_MS = 2_000;

/** Reports where a video is: every two seconds of play, at each pause and start, and when the page goes. */
export function trackPosition(video: HTMLVideoElement, report: (position: Position) => void): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  let toldAtMs = 0;
  const tell = () => {
    if (video.readyState === 0) return;
    toldAtMs = performance.now();
    report({ positionSeconds: video.ended ? 0 : video.currentTime, paused: video.paused });
  };
  const tellNowAndThen = () => {
    if (performance.now() - toldAtMs >= PERIOD_MS) tell();
  };
  video.addEventListener("timeupdate", tellNowAndThen, { signal });
  for (const name of ["pause", "playing", "seeked"]) video.addEventListener(name, tell, { signal });
  globalThis.addEventListener("pagehide", tell, { signal });
  return () => listening.abort();
}
