import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Readable } from "node:stream";
import { requirePeer } from "../../support/peers.ts";
import { codecs, liveSource } from "../encoding.ts";
import { type Answer, answerFor, HLS_TYPE } from "./answer.ts";
import { FragmentReader } from "./fragments.ts";
import { PART_SECONDS, Track } from "./track.ts";

/** A live LL-HLS stream at `<url>/cam/index.m3u8`, with two renditions that FFmpeg encodes. */
export interface LowLatencyOrigin {
  readonly url: string;
  close(): Promise<void>;
}

const MULTIVARIANT = `#EXTM3U
#EXT-X-VERSION:9
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-STREAM-INF:BANDWIDTH=500000,CODECS="avc1.42C00D,mp4a.40.2",RESOLUTION=320x180,FRAME-RATE=24
high/index.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=300000,CODECS="avc1.42C00C,mp4a.40.2",RESOLUTION=192x108,FRAME-RATE=24
low/index.m3u8
`;
/** A playlist with fewer is no fair start. */
const FIRST_SEGMENTS = 3;
const START_MILLISECONDS = 60_000;

/** Starts encoder and server; resolves once there are three segments. */
export async function startLowLatencyOrigin(): Promise<LowLatencyOrigin> {
  const tracks = { high: new Track(), low: new Track() };
  const encoder = startEncoder(tracks);
  const server = createServer((request, response) => void serve(tracks, request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    await encoder.stop();
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  };
  const patience = AbortSignal.timeout(START_MILLISECONDS);
  const starts = Object.values(tracks).map(track =>
    track.reaches({ segment: FIRST_SEGMENTS, part: 0 }, patience),
  );
  if ((await Promise.all(starts)).includes(false)) {
    await close();
    throw new Error(`no low-latency stream: ${encoder.output()}`);
  }
  return { url: `http://127.0.0.1:${port}`, close };
}

async function serve(
  tracks: Readonly<Record<string, Track>>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const { pathname, searchParams: query } = new URL(request.url ?? "/", "http://origin");
  const [, rendition = "", file = ""] = /^\/cam\/(?:(\w+)\/)?([^/]+)$/.exec(pathname) ?? [];
  const isRoot = rendition === "" && file === "index.m3u8";
  const root: Answer = { status: 200, type: HLS_TYPE, body: MULTIVARIANT };
  const { status, type, body } = isRoot
    ? root
    : await answerFor(tracks, { rendition, file, query }, gone.signal);
  const length = {
    "content-type": type,
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-cache",
  };
  response.writeHead(status, length).end(request.method === "HEAD" ? undefined : body);
}

interface Encoder {
  output(): string;
  stop(): Promise<void>;
}

/** One FFmpeg, two pictures: each comes out of a pipe of its own as fragments that begin with a key frame. */
function startEncoder({ high, low }: { readonly high: Track; readonly low: Track }): Encoder {
  const shape = [
    "-f",
    "mp4",
    "-movflags",
    "+empty_moov+default_base_moof+frag_keyframe",
    "-flush_packets",
    "1",
  ];
  const output = (size: string, pipe: string): readonly string[] => [
    ...["-map", "0:v", "-map", "1:a", ...codecs(PART_SECONDS), "-tune", "zerolatency", "-s", size],
    ...[...shape, pipe],
  ];
  const commandLine = ["-hide_banner", "-nostats", "-loglevel", "error", ...liveSource];
  const outputs = [...output("320x180", "pipe:1"), ...output("192x108", "pipe:3")];
  const child = spawn(requirePeer("ffmpeg").path, [...commandLine, ...outputs], {
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const ended = once(child, "exit");
  let complaints = "";
  const [, picture, words, smallPicture] = child.stdio as readonly Readable[];
  words?.setEncoding("utf8").on("data", (text: string) => {
    complaints = (complaints + text).slice(-1_000);
  });
  feed(picture, high);
  feed(smallPicture, low);
  return {
    output: () => complaints,
    async stop() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

function feed(pipe: Readable | undefined, track: Track): void {
  const reader = new FragmentReader();
  pipe?.on("data", (chunk: Buffer) => {
    for (const { kind, bytes } of reader.read(chunk)) {
      if (kind === "init") track.init = bytes;
      else track.append(bytes);
    }
  });
}
