import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { requirePeer } from "../support/peers.ts";

const FRAMES_PER_SECOND = 24;

const picture = ["-f", "lavfi", "-i", `testsrc2=size=320x180:rate=${FRAMES_PER_SECOND}`];
const tone = ["-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000"];

/** A test picture with a running clock, and a tone, as fast as they can be made. */
export const testSource: readonly string[] = [...picture, ...tone];

/** Longer than any test; an encoder that is left behind by one that broke ends by itself. Seconds. */
const LONGEST_SECONDS = 1_800;
const live = ["-re", "-t", String(LONGEST_SECONDS)];

/** The same at the speed of play. */
export const liveSource: readonly string[] = [...live, ...picture, ...live, ...tone];

/** H.264 and AAC that every player of the matrix knows, with a key frame at each multiple of `keySeconds`. */
export function codecs(keySeconds: number): readonly string[] {
  const frames = String(Math.round(keySeconds * FRAMES_PER_SECOND));
  const video = ["-c:v", "libx264", "-preset", "ultrafast", "-profile:v", "baseline", "-pix_fmt", "yuv420p"];
  const keys = ["-g", frames, "-keyint_min", frames, "-sc_threshold", "0", "-b:v", "250k", "-threads", "1"];
  return [...video, ...keys, "-c:a", "aac", "-b:a", "64k"];
}

/** Runs FFmpeg to its end. Throws with its own words when it fails. */
export async function encode(commandLine: readonly string[]): Promise<void> {
  const child = spawn(
    requirePeer("ffmpeg").path,
    ["-hide_banner", "-loglevel", "error", "-y", ...commandLine],
    {
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  const [complaints] = await Promise.all([text(child.stderr), once(child, "exit")]);
  if (child.exitCode !== 0) throw new Error(`ffmpeg ended with ${child.exitCode}: ${complaints}`);
}
