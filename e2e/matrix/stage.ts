import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startBroadcast } from "../origins/broadcast.ts";
import { makeFilms } from "../origins/films.ts";
import { startLowLatencyOrigin } from "../origins/low-latency/origin.ts";
import { serveBroadcast } from "../origins/serve-broadcast.ts";
import { openChromium } from "../support/browser.ts";
import { type Applications, writeConfiguration } from "../support/origin-applications.ts";
import { startPageServer } from "../support/page-server.ts";
import { startSluice, type TestServer } from "../support/sluice.ts";
import type { Browsing } from "./contestants.ts";

/** A server whose streams have every format of the matrix, and a browser. */
export interface Stage {
  readonly server: TestServer;
  readonly browsing: Browsing;
  close(): Promise<void>;
}

const hls = { entries: { hls: "index.m3u8" } };
const dash = { entries: { dash: "manifest.mpd" } };

/** Makes the media, starts what is live, the server, a browser and a site. What was started ends when something fails. */
export async function startStage(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), "sluice-matrix-"));
  const closing: (() => Promise<unknown>)[] = [async () => rmSync(folder, { recursive: true, force: true })];
  const close = async (): Promise<void> => {
    for (const each of closing.splice(0).reverse()) await each();
  };
  const started = async <T>(starting: Promise<T>, end: (thing: T) => Promise<unknown>): Promise<T> => {
    const thing = await starting;
    closing.push(() => end(thing));
    return thing;
  };
  try {
    const [films, air] = [join(folder, "vod"), join(folder, "live")];
    await makeFilms(films);
    const [lowLatency] = await Promise.all([
      started(startLowLatencyOrigin(), origin => origin.close()),
      started(startBroadcast(air), broadcast => broadcast.stop()),
    ]);
    const onAir = await started(serveBroadcast(air), each => each.close());
    const env = {
      SLUICE_CONFIG: writeConfiguration(
        applications({ films, onAir: onAir.url, lowLatency: lowLatency.url }),
        folder,
      ),
    };
    const [server, site, browser] = await Promise.all([
      started(startSluice({ env }), each => each.stop()),
      started(startPageServer(), each => each.close()),
      started(openChromium(), each => each.close()),
    ]);
    return { server, browsing: { browser, siteUrl: site.url }, close };
  } catch (fault) {
    await close();
    throw fault;
  }
}

/** Where the media come from: a folder, and the URLs of two web servers. */
interface Origins {
  readonly films: string;
  readonly onAir: string;
  readonly lowLatency: string;
}

function applications({ films, onAir, lowLatency }: Origins): Applications {
  const file = { entries: { mp4: "clip.mp4" } };
  return {
    vod: { kind: "vod", origin: { folder: films }, streams: { ts: hls, fmp4: hls, dash, file } },
    live: { kind: "live", origin: { url: onAir }, streams: { hls, dash, numbered: dash } },
    "low-latency": { kind: "live", origin: { url: lowLatency } },
  };
}
