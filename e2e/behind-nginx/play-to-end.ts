import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { requirePeer } from "../support/peers.ts";

/** What became of a whole play. */
export interface WholePlay {
  readonly code: number | null;
  /** Of media that were decoded. */
  readonly seconds: number;
  /** What FFmpeg complained about. */
  readonly complaints: string;
}

/** Plays a URL to its end as fast as it comes, through a CONNECT proxy. */
export async function playToEnd(
  url: string,
  { certificateFile, proxyUrl }: { readonly certificateFile: string; readonly proxyUrl: string },
): Promise<WholePlay> {
  const trust = ["-tls_verify", "1", "-ca_file", certificateFile];
  const sink = ["-progress", "pipe:1", "-f", "null", "-"];
  const args = ["-hide_banner", "-nostats", "-loglevel", "warning", ...trust, "-i", url, ...sink];
  const child = spawn(requirePeer("ffmpeg").path, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env["PATH"] ?? "", http_proxy: proxyUrl },
  });
  const ended = once(child, "exit");
  const [progress, complaints] = await Promise.all([text(child.stdout), text(child.stderr)]);
  await ended;
  const times = [...progress.matchAll(/^out_time_us=(\d+)$/gm)];
  return { code: child.exitCode, seconds: Number(times.at(-1)?.[1] ?? 0) / 1_000_000, complaints };
}
