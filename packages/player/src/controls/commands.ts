import { captionName, readCaptions, showCaptions } from "./captions.ts";
import { type FullscreenParts, toggleFullscreen } from "./fullscreen.ts";

/** What a viewer can do, by mouse or by keyboard; what is not seen at once is said. */
export interface Commands {
  togglePlay(): void;
  toggleMute(): void;
  toggleCaptions(): void;
  toggleFullscreen(): void;
  /** By so many seconds; a live stream only within what it keeps. */
  seekBy(seconds: number): void;
  /** To a part of the whole, from 0 to 1. */
  seekTo(part: number): void;
  /** By a part of the whole volume. */
  volumeBy(part: number): void;
}

/** The commands of one player. */
export function createCommands(parts: FullscreenParts, say: (text: string) => void): Commands {
  const { video } = parts;
  let lastCaptions = 0;
  const seekable = () => {
    const { length } = video.seekable;
    return length === 0 ? undefined : { start: video.seekable.start(0), end: video.seekable.end(length - 1) };
  };
  const seek = (target: number) => {
    const range = seekable();
    if (range) video.currentTime = Math.min(Math.max(target, range.start), range.end);
  };
  return {
    togglePlay: () => {
      if (video.paused) void video.play().catch(() => {});
      else video.pause();
    },
    toggleMute: () => {
      video.muted = !video.muted;
      say(video.muted ? "Muted" : "Sound on");
    },
    toggleCaptions: () => {
      const { tracks, shown } = readCaptions(video);
      if (shown >= 0) lastCaptions = shown;
      const next = tracks[lastCaptions] ?? tracks[0];
      showCaptions(video, shown >= 0 || next === undefined ? -1 : tracks.indexOf(next));
      if (next === undefined) say("No captions");
      else say(shown >= 0 ? "Captions off" : `Captions: ${captionName(next)}`);
    },
    toggleFullscreen: () => void toggleFullscreen(parts).catch(() => say("Full screen is not allowed here")),
    seekBy: seconds => seek(video.currentTime + seconds),
    seekTo: part => {
      const range = seekable();
      if (range) seek(range.start + part * (range.end - range.start));
    },
    volumeBy: part => {
      video.volume = Math.min(Math.max(video.volume + part, 0), 1);
      video.muted = video.volume === 0;
      say(`Volume ${Math.round(video.volume * 100)} %`);
    },
  };
}
