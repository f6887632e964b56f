import type { Attachment, EngineTask } from "./engine.ts";

/** Plays by `<video src>`. The element never tells an HTTP status, so every trouble is only a doubt. */
export function attachPlainSource({ video, url, startSeconds, onTrouble }: EngineTask): Attachment {
  const listening = new AbortController();
  const { signal } = listening;
  const begin = () => {
    if (startSeconds !== undefined) video.currentTime = startSeconds;
  };
  const fail = () => onTrouble({ kind: isDecodeError(video.error) ? "media" : "network" });
  const doubt = () => onTrouble({ kind: "doubt" });
  video.addEventListener("loadedmetadata", begin, { once: true, signal });
  video.addEventListener("stalled", doubt, { signal });
  video.addEventListener("waiting", doubt, { signal });
  video.addEventListener("error", fail, { signal });
  video.src = url;
  const detach = () => {
    listening.abort();
    video.removeAttribute("src");
    video.load();
  };
  return { detach, moveTo: () => false };
}

function isDecodeError(error: MediaError | null): boolean {
  return error?.code === MediaError.MEDIA_ERR_DECODE;
}
