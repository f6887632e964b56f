import { afterAll } from "vitest";
import {
  expectClock,
  expectIntrudersRefused,
  expectOneSession,
  expectPlayed,
} from "./support/expect-played.ts";
import { describeWithPeers } from "./support/peers.ts";
import { PLAY_TIMEOUT_MILLISECONDS, type Play, type PlayReport, runPlay } from "./support/play.ts";
import { startFfmpeg } from "./support/players/ffmpeg.ts";
import { startPlaybin, startPlaybin3 } from "./support/players/gstreamer.ts";
import { startMpv } from "./support/players/mpv.ts";
import { sideBySide } from "./support/side-by-side.ts";
import { startSluice, type TestServer } from "./support/sluice.ts";

let server: TestServer;

const plays = sideBySide<PlayReport>(async () => {
  server = await startSluice();
}, PLAY_TIMEOUT_MILLISECONDS);

afterAll(() => server.stop());

function plays60Seconds(name: string, play: Play, judge = expectPlayed): void {
  plays.test(`plays ${name} for a minute with one token, once`, () => runPlay(server, play), judge);
}

/** A file has no segments: the clock, one session, and nobody else. */
function expectFilePlayed(report: PlayReport): void {
  expectClock(report);
  expectOneSession(report, 1);
  expectIntrudersRefused(report);
}

describeWithPeers(["ffmpeg"], "FFmpeg", () => {
  plays60Seconds("HLS on demand", { stream: "demo/clip", url: "hls", start: startFfmpeg });
  plays60Seconds("live HLS", { stream: "demo/live", url: "hls", start: startFfmpeg });
  plays60Seconds("DASH on demand", { stream: "demo/clip", url: "dash", start: startFfmpeg });
  const mp4: Play = { stream: "demo/clip", url: "mp4", start: startFfmpeg, copySeconds: 0 };
  plays60Seconds("an MP4", mp4, expectFilePlayed);
});

describeWithPeers(["mpv"], "mpv", () => {
  plays60Seconds("HLS on demand", { stream: "demo/clip", url: "hls", start: startMpv });
  plays60Seconds("live HLS", { stream: "demo/live", url: "hls", start: startMpv });
  plays60Seconds("DASH on demand", { stream: "demo/clip", url: "dash", start: startMpv });
});

describeWithPeers(["gstreamer"], "GStreamer", () => {
  plays60Seconds("HLS on demand", { stream: "demo/clip", url: "hls", start: startPlaybin });
  plays60Seconds("live HLS", { stream: "demo/live", url: "hls", start: startPlaybin3 });
});
