import { requirePeer } from "../peers.ts";
import type { StartPlayer } from "./player.ts";
import { startProgram } from "./program.ts";

const MICROSECONDS = 1_000_000;

/** FFmpeg decoding at the speed of play; its clock is the time of what it has put out. */
export const startFfmpeg: StartPlayer = async url => {
  let seconds: number | undefined;
  const commandLine = ["-hide_banner", "-nostats", "-loglevel", "warning", "-re", "-i", url];
  const sink = ["-progress", "pipe:1", "-f", "null", "-"];
  const program = startProgram(requirePeer("ffmpeg").path, [...commandLine, ...sink], line => {
    const microseconds = /^out_time_us=(\d+)$/.exec(line)?.[1];
    if (microseconds !== undefined) seconds = Number(microseconds) / MICROSECONDS;
  });
  return {
    clockSeconds: async () => seconds,
    output: async () => program.output(),
    stop: () => program.stop(),
  };
};
