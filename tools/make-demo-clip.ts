/**
 * Makes the demo clip under packages/server/demo/clip, once, by a developer: `node tools/make-demo-clip.ts`.
 * Needs ffmpeg 5.1 or newer and the DejaVu fonts; its output is committed, so nothing else needs them.
 *
 * One encode per rendition; HLS, DASH and the progressive file are packaged from the same encodes. The playlists and
 * the MPD are written here from the segments on disk, because ffmpeg's own leave out what players want.
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type ClipAudio,
  type ClipRendition,
  type ClipVideo,
  dashManifest,
  mediaPlaylist,
  multivariantPlaylist,
} from "./demo-clip/manifests.ts";
import { FRAME_RATE, type PictureSize, pictureGraph } from "./demo-clip/picture.ts";

const DURATION_SECONDS = 64;
const SEGMENT_SECONDS = 2;
const SAMPLE_RATE = 48_000;
/** Samples in one AAC frame; 64 s are exactly 3,000 frames, so that the loop of the live demo is seamless. */
const AAC_FRAME_SAMPLES = 1024;
const TOTAL_LIMIT_BYTES = 2_000_000;

const VIDEOS = [
  { id: "v0", width: 640, height: 360, level: "3.0", crf: 21 },
  { id: "v1", width: 320, height: 180, level: "1.3", crf: 23 },
] as const;

const clipFolder = join(import.meta.dirname, "../packages/server/demo/clip");

function ffmpeg(...args: readonly string[]): void {
  execFileSync("ffmpeg", ["-hide_banner", "-loglevel", "error", "-y", ...args], { stdio: "inherit" });
}

/** Closed groups of pictures of one segment, no B frames: every track starts at 0 without an edit list. */
function encodeVideo(size: PictureSize, level: string, crf: number, output: string): void {
  const gop = String(SEGMENT_SECONDS * FRAME_RATE);
  const shape = ["-g", gop, "-keyint_min", gop, "-sc_threshold", "0", "-bf", "0", "-pix_fmt", "yuv420p"];
  const quality = ["-preset", "veryslow", "-tune", "animation", "-crf", String(crf), "-profile:v", "high"];
  // One thread and bitexact: the same ffmpeg gives the same bytes. The encoder's SEI note carries nothing.
  const exact = ["-threads", "1", "-flags", "+bitexact", "-fflags", "+bitexact", "-map_metadata", "-1"];
  ffmpeg(
    ...[
      "-filter_complex",
      pictureGraph(size, DURATION_SECONDS),
      "-map",
      "[v]",
      "-t",
      String(DURATION_SECONDS),
    ],
    ...["-r", String(FRAME_RATE), "-c:v", "libx264", ...quality, "-level", level, ...shape, ...exact],
    ...["-bsf:v", "filter_units=remove_types=6", output],
  );
}

/**
 * A soft beep at each second. The encoder delays by one frame; the sound is therefore made one frame early and the
 * packets are numbered from 0, which spares players an edit list.
 */
function encodeAudio(output: string): void {
  const phase = `mod(t+${AAC_FRAME_SAMPLES}/${SAMPLE_RATE}\\,1)`;
  const envelope = `sin(PI*min(${phase}/0.12\\,1))`;
  const beep = `aevalsrc='0.12*sin(2*PI*660*t)*${envelope}':s=${SAMPLE_RATE}:d=${DURATION_SECONDS}`;
  const frames = String((DURATION_SECONDS * SAMPLE_RATE) / AAC_FRAME_SAMPLES);
  const stamp = `setts=pts=N*${AAC_FRAME_SAMPLES}:dts=N*${AAC_FRAME_SAMPLES}`;
  ffmpeg(
    ...["-f", "lavfi", "-i", beep, "-c:a", "aac", "-b:a", "32k", "-ac", "1", "-frames:a", frames],
    ...["-bsf:a", stamp, "-flags", "+bitexact", "-fflags", "+bitexact", output],
  );
}

/** Cuts one encode into `init.mp4` and `seg-<i>.m4s`; returns the segments' lengths as ffmpeg's playlist states them. */
function cut(encode: string, folder: string): number[] {
  mkdirSync(folder, { recursive: true });
  const playlist = join(folder, "index.m3u8");
  const names = ["-hls_fmp4_init_filename", "init.mp4", "-hls_segment_filename", join(folder, "seg-%d.m4s")];
  ffmpeg(
    ...[
      "-i",
      encode,
      "-c",
      "copy",
      "-fflags",
      "+bitexact",
      "-f",
      "hls",
      "-hls_time",
      String(SEGMENT_SECONDS),
    ],
    ...["-hls_segment_type", "fmp4", "-hls_segment_options", "movflags=+cmaf", "-hls_playlist_type", "vod"],
    ...[...names, playlist],
  );
  return [...readFileSync(playlist, "utf8").matchAll(/#EXTINF:([\d.]+),/g)].map(match => Number(match[1]));
}

function measure(id: string, encode: string, codecs: (init: Buffer) => string): ClipRendition {
  const folder = join(clipFolder, id);
  const segments = cut(encode, folder).map((durationSeconds, i) => ({
    durationSeconds,
    bytes: statSync(join(folder, `seg-${i}.m4s`)).size,
  }));
  if (segments.length !== DURATION_SECONDS / SEGMENT_SECONDS) {
    throw new Error(`${id}: ${segments.length} segments`);
  }
  return { id, segments, codecs: codecs(readFileSync(join(folder, "init.mp4"))) };
}

/** `avc1.` and the three bytes after the version in the `avcC` box (RFC 6381 section 3.3). */
function avcCodec(init: Buffer): string {
  const box = init.indexOf("avcC");
  if (box < 0) throw new Error("no avcC box");
  return `avc1.${init.toString("hex", box + 5, box + 8)}`;
}

function makeVideo(work: string, video: (typeof VIDEOS)[number]): ClipVideo {
  const encode = join(work, `${video.id}.mp4`);
  encodeVideo(video, video.level, video.crf, encode);
  const { id, width, height } = video;
  return { ...measure(id, encode, avcCodec), width, height, frameRate: FRAME_RATE };
}

function makeAudio(work: string): ClipAudio {
  const encode = join(work, "a0.mp4");
  encodeAudio(encode);
  return { ...measure("a0", encode, () => "mp4a.40.2"), sampleRate: SAMPLE_RATE };
}

function makeProgressive(work: string): void {
  const inputs = ["-i", join(work, "v0.mp4"), "-i", join(work, "a0.mp4")];
  const output = join(work, "clip.mp4");
  ffmpeg(...inputs, "-c", "copy", "-movflags", "+faststart", "-fflags", "+bitexact", output);
  copyFileSync(output, join(clipFolder, "clip.mp4"));
}

function writeManifests(videos: readonly ClipVideo[], audio: ClipAudio): void {
  for (const rendition of [...videos, audio]) {
    writeFileSync(join(clipFolder, rendition.id, "index.m3u8"), mediaPlaylist(rendition));
  }
  writeFileSync(join(clipFolder, "index.m3u8"), multivariantPlaylist(videos, audio));
  writeFileSync(join(clipFolder, "manifest.mpd"), dashManifest(videos, audio));
}

function main(): void {
  const work = mkdtempSync(join(tmpdir(), "demo-clip-"));
  rmSync(clipFolder, { recursive: true, force: true });
  const videos = VIDEOS.map(video => makeVideo(work, video));
  const audio = makeAudio(work);
  makeProgressive(work);
  writeManifests(videos, audio);
  rmSync(work, { recursive: true });
  const segments = [...videos, audio].flatMap(rendition => rendition.segments);
  const bytes =
    segments.reduce((sum, segment) => sum + segment.bytes, 0) + statSync(join(clipFolder, "clip.mp4")).size;
  if (bytes > TOTAL_LIMIT_BYTES) throw new Error(`the clip is too large: ${bytes} bytes`);
  console.log(`demo clip: ${bytes} bytes of media`);
}

main();
