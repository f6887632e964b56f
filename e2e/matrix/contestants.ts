import type { Browser } from "playwright-core";
import type { PeerName } from "../../tools/peers/peer-table.ts";
import { type PageEngine, startOnTestPage } from "../support/players/chromium.ts";
import { startFfmpeg } from "../support/players/ffmpeg.ts";
import { startPlaybin, startPlaybin3 } from "../support/players/gstreamer.ts";
import { startMpv } from "../support/players/mpv.ts";
import type { StartPlayer } from "../support/players/player.ts";
import { startVlc } from "../support/players/vlc.ts";
import type { FormatName } from "./formats.ts";

/** What players in a browser need: the browser, and a site that is not Sluice's. */
export interface Browsing {
  readonly browser: Browser;
  readonly siteUrl: string;
}

/** A row of the matrix. */
export interface Contestant {
  readonly name: string;
  readonly peer: PeerName;
  /** How it begins to play a format in the browser of the stage; programs do without the browser. */
  readonly start: (browsing: Browsing, format: FormatName) => StartPlayer;
  /** Formats that it cannot play from any server, and why not. */
  readonly cannot: Partial<Readonly<Record<FormatName, string>>>;
}

const inPage =
  (engine: PageEngine) =>
  ({ browser, siteUrl }: Browsing): StartPlayer =>
  url =>
    startOnTestPage(browser, siteUrl, { engine, url });

const onlyOthers = "it plays no MPDs";
const noDash = { dashVod: onlyOthers, dashLive: onlyOthers, dashNumbered: onlyOthers };
// Both measured from a plain web server, too.
const pastTheEdge = {
  dashNumbered:
    "it reads ahead of what there is, and does not find back after the 404, whatever server it plays from",
};
const noTimeline = {
  dashLive:
    "its demuxers ask for no segment of a timeline whose first segment has left the window, whatever server they play from",
};
const onlyHls = "it plays HLS alone";
const hlsAlone = { dashVod: onlyHls, dashLive: onlyHls, dashNumbered: onlyHls, mp4: onlyHls };
const dashAlone = "it plays DASH alone";
const noHls = {
  hlsTs: dashAlone,
  hlsFmp4: dashAlone,
  hlsLive: dashAlone,
  lowLatency: dashAlone,
};

/** Every row, in its order. GStreamer's newer demuxer plays fMP4, and its older one live DASH. */
export const contestants = {
  hlsJs: {
    name: "Chromium, hls.js",
    peer: "chromium",
    start: inPage("hlsJs"),
    cannot: hlsAlone,
  },
  native: { name: "Chromium alone", peer: "chromium", start: inPage("native"), cannot: noDash },
  dashJs: {
    name: "Chromium, dash.js",
    peer: "chromium",
    start: inPage("dashJs"),
    cannot: { ...noHls, mp4: dashAlone },
  },
  shaka: { name: "Chromium, shaka", peer: "chromium", start: inPage("shaka"), cannot: {} },
  ffmpeg: { name: "FFmpeg", peer: "ffmpeg", start: () => startFfmpeg, cannot: {} },
  mpv: { name: "mpv", peer: "mpv", start: () => startMpv, cannot: pastTheEdge },
  vlc: { name: "VLC", peer: "vlc", start: () => startVlc, cannot: {} },
  gstreamer: {
    name: "GStreamer",
    peer: "gstreamer",
    start: (_, format) => (format === "dashNumbered" ? startPlaybin : startPlaybin3),
    cannot: noTimeline,
  },
} as const satisfies Record<string, Contestant>;

export type ContestantName = keyof typeof contestants;

/** The names, in the order of the rows. */
export const contestantNames = Object.keys(contestants) as readonly ContestantName[];
