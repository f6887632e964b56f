/** The captions and subtitles of a video, whoever brought them: the page, the manifest, the file. */
export interface Captions {
  readonly tracks: readonly TextTrack[];
  /** Index of the one that is shown; -1 = none. */
  readonly shown: number;
}

/** What there is now. */
export function readCaptions(video: HTMLVideoElement): Captions {
  const tracks = [...video.textTracks].filter(({ kind }) => kind === "captions" || kind === "subtitles");
  return { tracks, shown: tracks.findIndex(({ mode }) => mode === "showing") };
}

/** Shows one track and no other; -1 = none. */
export function showCaptions(video: HTMLVideoElement, index: number): void {
  for (const [at, track] of readCaptions(video).tracks.entries()) {
    track.mode = at === index ? "showing" : "disabled";
  }
}

/** What a viewer calls a track. */
export function captionName({ label, language }: TextTrack): string {
  return label || language || "Captions";
}
