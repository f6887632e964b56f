import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { requirePeer } from "../support/peers.ts";
import { startProgram } from "../support/players/program.ts";
import { codecs, liveSource } from "./encoding.ts";

const SEGMENT_SECONDS = 2;
const WINDOW_SEGMENTS = 6;
/** Players that are slow to start ask for what has just left the window. */
const KEPT_SEGMENTS = 10;
const START_MILLISECONDS = 60_000;

/** What is on the air until it is stopped. */
export interface Broadcast {
  stop(): Promise<void>;
}

/**
 * FFmpeg makes a live stream at the speed of play into `hls/` with `index.m3u8`, `dash/` with an MPD whose segments have a
 * timeline, and `numbered/` with one whose segments have numbers alone; resolves once each has three segments.
 */
export async function startBroadcast(folder: string): Promise<Broadcast> {
  const [hls = "", dash = "", numbered = ""] = ["hls", "dash", "numbered"].map(name => join(folder, name));
  for (const each of [hls, dash, numbered]) mkdirSync(each, { recursive: true });
  const coded = ["-map", "0:v", "-map", "1:a", ...codecs(SEGMENT_SECONDS)];
  const encoder = startProgram(requirePeer("ffmpeg").path, [
    ...["-hide_banner", "-nostats", "-loglevel", "error", ...liveSource],
    ...[...coded, ...hlsOutput(hls)],
    ...[...coded, ...dashOutput(), "-use_timeline", "1", join(dash, "manifest.mpd")],
    ...[...coded, ...dashOutput(), "-use_timeline", "0", join(numbered, "manifest.mpd")],
  ]);
  const ready = [
    join(hls, "seg-3.ts"),
    ...[dash, numbered].map(each => join(each, "chunk-stream0-00004.m4s")),
  ];
  for (const deadline = performance.now() + START_MILLISECONDS; !ready.every(isThere); ) {
    if (performance.now() > deadline) throw new Error(`no broadcast: ${encoder.output()}`);
    await pause(100);
  }
  return { stop: () => encoder.stop() };
}

function hlsOutput(folder: string): readonly string[] {
  const window = ["-hls_list_size", String(WINDOW_SEGMENTS), "-hls_delete_threshold", String(KEPT_SEGMENTS)];
  const shape = ["-f", "hls", "-hls_time", String(SEGMENT_SECONDS), ...window];
  const files = [
    "-hls_flags",
    "delete_segments+temp_file",
    "-hls_segment_filename",
    join(folder, "seg-%d.ts"),
  ];
  return [...shape, ...files, join(folder, "index.m3u8")];
}

function dashOutput(): readonly string[] {
  const window = ["-window_size", String(WINDOW_SEGMENTS), "-extra_window_size", String(KEPT_SEGMENTS)];
  return ["-f", "dash", "-seg_duration", String(SEGMENT_SECONDS), ...window, "-use_template", "1"];
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
