import { spawn } from "node:child_process";
import { once } from "node:events";
import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request as send } from "node:http";
import { text } from "node:stream/consumers";
import { requirePeer } from "../support/peers.ts";

/** An answer of an edge. */
export interface EdgeReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** A client that keeps its session cookie, as players do. */
export interface EdgeViewer {
  get(path: string, headers?: OutgoingHttpHeaders, method?: string): Promise<EdgeReply>;
  /** `sluice_session=…`; empty before the first answer with one. */
  cookie(): string;
}

/** `from`: a loopback address. `path` is sent as it is, dots and all. */
export function edgeViewer(url: string, { agent = "viewer/1", from = "127.0.0.1" } = {}): EdgeViewer {
  const { port } = new URL(url);
  let cookie = "";
  return {
    cookie: () => cookie,
    async get(path, headers = {}, method = "GET") {
      const own = { "user-agent": agent, ...(cookie === "" ? {} : { cookie }) };
      const asking = send({
        host: "127.0.0.1",
        port,
        path,
        method,
        localAddress: from,
        agent: false,
        headers: { ...own, ...headers },
      }).end();
      const [response] = await once(asking, "response");
      cookie = response.headers["set-cookie"]?.[0]?.split(";", 1)[0] ?? cookie;
      return { status: response.statusCode, headers: response.headers, text: await text(response) };
    },
  };
}

/** What became of a whole play. */
export interface EdgePlay {
  readonly code: number | null;
  /** Of media that were decoded. */
  readonly seconds: number;
  readonly complaints: string;
}

/** Plays a URL to its end with FFmpeg, as fast as it comes. */
export async function playThrough(url: string): Promise<EdgePlay> {
  const sink = ["-map", "0:v:0", "-c", "copy", "-progress", "pipe:1", "-f", "null", "-"];
  const args = ["-hide_banner", "-nostats", "-loglevel", "warning", "-i", url, ...sink];
  const child = spawn(requirePeer("ffmpeg").path, args, { stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(child, "exit");
  const [progress, complaints] = await Promise.all([text(child.stdout), text(child.stderr)]);
  await ended;
  const times = [...progress.matchAll(/^out_time_us=(\d+)$/gm)];
  return { code: child.exitCode, seconds: Number(times.at(-1)?.[1] ?? 0) / 1_000_000, complaints };
}
