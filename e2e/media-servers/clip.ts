import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { requirePeer } from "../support/peers.ts";

/** Writes what publishers send into a folder: 4 seconds of H.264 and AAC in FLV, about 10 kB a second. Answers its path. */
export function makeClip(folder: string): string {
  const file = join(folder, "clip.flv");
  const inputs = ["testsrc2=size=160x90:rate=10", "sine=frequency=440:sample_rate=22050"];
  execFileSync(requirePeer("ffmpeg").path, [
    ...["-hide_banner", "-loglevel", "error"],
    ...inputs.flatMap(input => ["-f", "lavfi", "-i", input]),
    ...[
      "-t",
      "4",
      "-c:v",
      "libx264",
      "-preset",
      "ultrafast",
      "-tune",
      "zerolatency",
      "-g",
      "5",
      "-b:v",
      "60k",
    ],
    ...["-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "32k", "-f", "flv", file],
  ]);
  return file;
}
