import { requirePeer } from "../peers.ts";
import type { Player, StartPlayer } from "./player.ts";
import { startProgram } from "./program.ts";

/** A picture that the sink shows, with its time on the stream's clock. */
const PICTURE = /picture: last-message = chain .*? pts: (\d+):(\d+):([\d.]+)/;

/** GStreamer's player of twenty years, with the demuxer `hlsdemux`. */
export const startPlaybin: StartPlayer = url => start("playbin", url);

/** GStreamer's newer player, with `hlsdemux2`, which alone plays live fMP4 whose timestamps do not begin near 0. */
export const startPlaybin3: StartPlayer = url => start("playbin3", url);

/** Its clock is the timestamp of the picture that the sink has shown last, in time (`sync=true`). */
async function start(element: "playbin" | "playbin3", url: string): Promise<Player> {
  let seconds: number | undefined;
  const sinks = [
    "video-sink=fakesink name=picture sync=true silent=false",
    "audio-sink=fakesink name=sound sync=true",
  ];
  const commandLine = ["-v", element, `uri=${url}`, ...sinks];
  const program = startProgram(requirePeer("gstreamer").path, commandLine, line => {
    const [, h = "", m = "", s] = PICTURE.exec(line) ?? [];
    if (s !== undefined) seconds = Number(h) * 3600 + Number(m) * 60 + Number(s);
  });
  return {
    clockSeconds: async () => seconds,
    output: async () => program.output(),
    stop: () => program.stop(),
  };
}
