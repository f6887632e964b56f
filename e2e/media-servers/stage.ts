import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { freePort } from "../support/free-port.ts";
import { type Grant, type MintedToken, startSluice, type TestServer } from "../support/sluice.ts";
import { makeClip } from "./clip.ts";
import { type FfmpegRun, type RtmpAddress, startPlayer, startPublisher } from "./ffmpeg.ts";
import { type Line, type LineOptions, startLine } from "./line.ts";

/** The hook secret of every stage. */
export const HOOK_SECRET = "hook-secret-of-the-test-0123456789";

/** Where a client goes: a line instead of the server itself, or another application than `live`. */
export interface By {
  readonly port?: number;
  readonly app?: string;
}

/** Sluice, and FFmpegs that publish to a media server and play from it. */
export interface Stage {
  readonly sluice: TestServer;
  readonly sluicePort: number;
  /** Where the media server's own API is to be, as Sluice's configuration says. */
  readonly apiPort: number;
  /** The media server's own port, once it is known. */
  rtmpPort: number;
  /** Starts Sluice again, where it was. */
  restart(): Promise<void>;
  /** Publishes under `cam1?token=…`, or whatever the encoder is told to call it. */
  publish(name: string, by?: By): FfmpegRun;
  play(name: string, by?: By): FfmpegRun;
  /** Publishes at an address as it was printed. */
  publishAt(url: string): FfmpegRun;
  playAt(url: string): FfmpegRun;
  /** A line to the media server. */
  openLine(options?: LineOptions): Promise<Line>;
  /** A token for one stream of `live`. */
  mint(stream: string, grant?: Grant): Promise<MintedToken>;
  /** Kills every FFmpeg, and closes every line. */
  clear(): Promise<void>;
  readonly stop: () => Promise<void>;
}

/** How Sluice is started. */
export interface StageOptions {
  /** The media server, as Sluice's configuration describes it; `apiUrl` is where its own API will be. */
  readonly server: (apiUrl: string) => Readonly<Record<string, unknown>>;
  /** Of the `sluice start` command. */
  readonly flags?: readonly string[];
}

/** Starts Sluice with one media server, called `studio`. */
export async function startStage({ server, flags = [] }: StageOptions): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), "sluice-e2e-stage-"));
  const clip = makeClip(folder);
  const [sluicePort, apiPort] = await Promise.all([freePort(), freePort()]);
  const file = join(folder, "sluice.yaml");
  const studio = { secrets: [HOOK_SECRET], ...server(`http://127.0.0.1:${apiPort}`) };
  writeFileSync(file, stringify({ servers: { studio } }));
  const start = (): Promise<TestServer> =>
    startSluice({ dataDir: join(folder, "data"), port: sluicePort, env: { SLUICE_CONFIG: file }, flags });
  const running = new Set<() => Promise<void>>();
  const keep = (run: FfmpegRun): FfmpegRun => {
    running.add(run.kill);
    return run;
  };
  const clear = async (): Promise<void> => {
    const ends = [...running];
    running.clear();
    await Promise.all(ends.map(end => end()));
  };
  const stage = {
    sluice: await start(),
    sluicePort,
    apiPort,
    rtmpPort: 0,
    async restart() {
      stage.sluice = await start();
    },
    publish: (name: string, by: By = {}) => keep(startPublisher(clip, addressOf(stage, name, by))),
    play: (name: string, by: By = {}) => keep(startPlayer(addressOf(stage, name, by))),
    publishAt: (url: string) => keep(startPublisher(clip, url)),
    playAt: (url: string) => keep(startPlayer(url)),
    async openLine(options?: LineOptions) {
      const line = await startLine(stage.rtmpPort, options);
      running.add(() => line.close());
      return line;
    },
    mint: (stream: string, grant: Grant = {}) =>
      stage.sluice.mint({ target: { streams: [`live/${stream}`] }, ...grant }),
    clear,
    async stop() {
      await clear();
      await stage.sluice.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return stage;
}

function addressOf({ rtmpPort }: Pick<Stage, "rtmpPort">, name: string, by: By): RtmpAddress {
  return { port: rtmpPort, name, ...by };
}
