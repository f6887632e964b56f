/** What became of an order to play. */
export type PlayOutcome = "playing" | "forbidden" | "stopped";

/** Sources that are loaded anew while the first order waits; more would be a loop. */
const ATTEMPTS = 3;

/**
 * Orders a video to play, and again where its engine has loaded its source anew meanwhile: that drops the order with an
 * AbortError and no `pause` event, which a viewer's own pause fires before (HTML standard, media element). `forbidden`: the
 * browser wants a click first.
 */
export async function tryToPlay(
  video: Pick<HTMLVideoElement, "play" | "addEventListener" | "removeEventListener">,
  isStillWanted: () => boolean,
): Promise<PlayOutcome> {
  let isPaused = false;
  const notePause = () => {
    isPaused = true;
  };
  video.addEventListener("pause", notePause);
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const fault = await faultOfPlaying(video);
      if (fault === undefined) return "playing";
      if (fault === "NotAllowedError") return "forbidden";
      if (fault !== "AbortError" || isPaused || !isStillWanted()) return "stopped";
    }
    return "stopped";
  } finally {
    video.removeEventListener("pause", notePause);
  }
}

/** The name of what ended the order; undefined: it plays. */
async function faultOfPlaying(video: Pick<HTMLVideoElement, "play">): Promise<string | undefined> {
  try {
    await video.play();
    return undefined;
  } catch (error) {
    return error instanceof DOMException ? error.name : "unknown";
  }
}
