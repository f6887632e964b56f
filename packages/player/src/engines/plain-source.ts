import type { EngineTask } from "./engine.ts";

/** Plays by `<video src>`. The element never tells an HTTP status, so every trouble is only a doubt. */
export function attachPlainSource({ video, url, startSeconds, onTrouble }: EngineTask): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  const begin = () => {
    if (startSeconds !== undefined) video.currentTime = startSeconds;
  };
  video.addEventListener("loadedmetadata", begin, { once: true, signal });
  video.addEventListener("stalled", () => onTrouble({ kind: "doubt" }), { signal });
  video.addEventListener("waiting", () => onTrouble({ kind: "doubt" }), { signal });
  video.addEventListener(
    "error",
    () => onTrouble({ kind: isDecodeError(video.error) ? "media" : "network" }),
    {
      signal,
    },
  );
  video.src = url;
  return () => {
    listening.abort();
    video.removeAttribute("src");
    video.load();
  };
}

function isDecodeError(error: MediaError | null): boolean {
  return error?.code === MediaError.MEDIA_ERR_DECODE;
}
