import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { codecs, encode, testSource } from "./encoding.ts";

/** Long enough for a slow start, eight seconds of play and an end that no player reaches. */
const FILM_SECONDS = 60;
const SEGMENT_SECONDS = 2;

/**
 * One film in every form that a player on demand may want, made by FFmpeg: `ts/` and `fmp4/` with `index.m3u8`, `dash/`
 * with `manifest.mpd`, `file/` with `clip.mp4`.
 */
export async function makeFilms(folder: string): Promise<void> {
  const inFolder = (name: string): string => {
    mkdirSync(join(folder, name), { recursive: true });
    return join(folder, name);
  };
  const film = join(inFolder("file"), "clip.mp4");
  const length = ["-t", String(FILM_SECONDS)];
  await encode([...testSource, ...length, ...codecs(SEGMENT_SECONDS), "-movflags", "+faststart", film]);
  const copy = ["-i", film, "-c", "copy"];
  const hls = [...copy, "-f", "hls", "-hls_time", String(SEGMENT_SECONDS), "-hls_playlist_type", "vod"];
  const ts = inFolder("ts");
  await encode([...hls, "-hls_segment_filename", join(ts, "seg-%d.ts"), join(ts, "index.m3u8")]);
  const fmp4 = inFolder("fmp4");
  const fragments = ["-hls_segment_type", "fmp4", "-hls_segment_filename", join(fmp4, "seg-%d.m4s")];
  await encode([...hls, ...fragments, join(fmp4, "index.m3u8")]);
  const template = ["-f", "dash", "-seg_duration", String(SEGMENT_SECONDS)];
  await encode([...copy, ...template, join(inFolder("dash"), "manifest.mpd")]);
}
