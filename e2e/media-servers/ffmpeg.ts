import { spawn } from "node:child_process";
import { once } from "node:events";
import { requirePeer } from "../support/peers.ts";

/** No run lasts longer, whatever becomes of the test. */
const LONGEST_SECONDS = 175;
/** Until media flows, or the server has said no: on a machine that other suites keep busy. */
const DECIDED_MILLISECONDS = 45_000;

/** In FFmpeg's reports: 0.2 s of media have passed, so that some of it has arrived. */
const MEDIA = /^out_time_us=(?:[2-9]\d{5}|\d{7,})/m;

/** One FFmpeg that publishes or plays. */
export interface FfmpegRun {
  /** True once media flows through it; false when it ended before. Rejects when neither happens. */
  flows(): Promise<boolean>;
  /** True while the process lives. */
  isRunning(): boolean;
  /** Resolves with the moment (`performance.now()`) at which the process was over. */
  readonly ended: Promise<number>;
  /** What it printed to stderr. */
  said(): string;
  /** Ends it as a user does, with an end of the stream; resolves when it is over. */
  quit(): Promise<void>;
  /** kill -9: the system closes its connections. */
  readonly kill: () => Promise<void>;
}

/** A server's application and what FFmpeg names inside it: `cam1?token=…`, or `cam1/…`. */
export interface RtmpAddress {
  readonly port: number;
  readonly app?: string;
  readonly name: string;
}

/** Publishes the clip, over and over, at its own pace. */
export function startPublisher(clip: string, to: RtmpAddress | string): FfmpegRun {
  const input = ["-re", "-stream_loop", "-1", "-i", clip, "-t", String(LONGEST_SECONDS), "-c", "copy"];
  // FFmpeg would collect 32 kB first, some seconds of this clip.
  const output = ["-flush_packets", "1", "-f", "flv"];
  return startFfmpeg([...input, ...output, ...target(to)]);
}

/** Plays until it is ended, decoding nothing. */
export function startPlayer(from: RtmpAddress | string): FfmpegRun {
  const quick = ["-probesize", "20000", "-analyzeduration", "500000", "-rw_timeout", "20000000"];
  const output = ["-t", String(LONGEST_SECONDS), "-c", "copy", "-f", "null", "-"];
  return startFfmpeg([...quick, ...source(from), ...output]);
}

/** A URL as it was printed; else the name is given beside the URL: FFmpeg takes `live/cam1` of `/live/cam1/word` for the application. */
function target(to: RtmpAddress | string): readonly string[] {
  if (typeof to === "string") return [to];
  const { port, app = "live", name } = to;
  return ["-rtmp_app", app, "-rtmp_playpath", name, `rtmp://127.0.0.1:${port}/${app}`];
}

function source(from: RtmpAddress | string): readonly string[] {
  const live = ["-rtmp_live", "live"];
  if (typeof from === "string") return [...live, "-i", from];
  const { port, app = "live", name } = from;
  return [...live, "-rtmp_app", app, "-rtmp_playpath", name, "-i", `rtmp://127.0.0.1:${port}/${app}`];
}

function startFfmpeg(args: readonly string[]): FfmpegRun {
  const reports = ["-nostats", "-stats_period", "0.1", "-progress", "pipe:1"];
  const child = spawn(
    requirePeer("ffmpeg").path,
    ["-hide_banner", "-loglevel", "warning", ...reports, ...args],
    {
      stdio: ["pipe", "pipe", "pipe"],
    },
  );
  // FFmpeg may be over when it is told to end.
  child.stdin.on("error", () => {});
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const ended = once(child, "exit").then(() => performance.now());
  const media = new Promise<true>(resolve => {
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      if (MEDIA.test(text)) resolve(true);
    });
  });
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  return {
    flows: () => within(DECIDED_MILLISECONDS, [media, ended.then(() => false)], () => said),
    isRunning,
    ended,
    said: () => said,
    async quit() {
      child.stdin.write("q");
      await ended;
    },
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

async function within<T>(
  milliseconds: number,
  outcomes: readonly Promise<T>[],
  detail: () => string,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`FFmpeg is undecided: ${detail()}`)), milliseconds);
  });
  return Promise.race([...outcomes, late]).finally(() => clearTimeout(timer));
}
