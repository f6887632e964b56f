/** What a video says and takes that tells whether it is meant to play. */
export type IntendedVideo = Pick<HTMLVideoElement, "paused" | "play" | "addEventListener">;

/** Whether a video is meant to play, across what its engine does to it. */
export interface Intent {
  /** Plays on where the viewer had it playing and the engine has stopped it. */
  readonly resume: () => void;
  readonly forget: () => void;
}

/**
 * Loading a source anew pauses a video without a `pause` event (HTML standard, media element load algorithm), and engines
 * do that to get over broken media: nobody would press play again.
 */
export function followIntent(video: IntendedVideo): Intent {
  const listening = new AbortController();
  const { signal } = listening;
  let isMeantToPlay = !video.paused;
  const mean = (plays: boolean) => () => {
    isMeantToPlay = plays;
  };
  video.addEventListener("play", mean(true), { signal });
  video.addEventListener("pause", mean(false), { signal });
  return {
    resume: () => {
      if (isMeantToPlay && video.paused) video.play().catch(() => {});
    },
    forget: () => listening.abort(),
  };
}
