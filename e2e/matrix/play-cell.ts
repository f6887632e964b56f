import { type PlayerClock, watchClock } from "../support/player-clock.ts";
import type { Player, StartPlayer } from "../support/players/player.ts";
import { type RecordedRequest, startRecordingProxy } from "../support/recording-proxy.ts";
import { openElsewhere } from "../support/second-viewer.ts";
import type { TestServer } from "../support/sluice.ts";
import { type ListedSession, sessionsOf } from "../support/viewer-token.ts";
import type { Format } from "./formats.ts";
import { type KindName, kinds, twinAddress } from "./kinds.ts";

/** Seconds of media, on the player's own clock. */
const PLAY_SECONDS = 8;
/** From here on the twin comes: what is left is play after its refusal. */
const TWIN_SECONDS = 4;
/** For machines on which a browser starts slowly, and players stand still now and then. */
const PATIENCE = { startSeconds: 60, stallSeconds: 45 };

/** The longest that a cell takes, with its start and end. */
export const CELL_TIMEOUT_MILLISECONDS =
  (PATIENCE.startSeconds + PLAY_SECONDS + PATIENCE.stallSeconds + 20) * 1_000;

/** One cell to be played. */
export interface Cell {
  readonly format: Format;
  readonly start: StartPlayer;
  readonly kind: KindName;
}

/** What became of a cell; nothing in it is judged yet. */
export interface CellReport {
  readonly clock: PlayerClock;
  /** The clock when the twin came. Seconds of media. */
  readonly atTwinSeconds: number | undefined;
  readonly twin: { readonly status: number; readonly reason: string | undefined } | undefined;
  readonly sessions: readonly ListedSession[];
  readonly requests: readonly RecordedRequest[];
  /** What the player said. */
  readonly output: string;
}

/** Plays a fresh token for 8 s of media; halfway a second client, with another agent, comes with the same token. */
export async function playCell(server: TestServer, { format, start, kind }: Cell): Promise<CellReport> {
  const proxy = await startRecordingProxy(server.url);
  const token = await server.mint({ target: { streams: [format.stream] }, ...kinds[kind].grant });
  const address = new URL(token.urls[format.url]);
  const player = await start(proxy.url + address.pathname + address.search);
  let twin: CellReport["twin"];
  let atTwinSeconds: number | undefined;
  try {
    const first = await watchClock(player, { playSeconds: PLAY_SECONDS, ...PATIENCE }, async now => {
      if (twin || now.advancedSeconds < TWIN_SECONDS) return;
      atTwinSeconds = now.advancedSeconds;
      twin = await openElsewhere(server, server.url + twinAddress(kinds[kind], token, address));
    });
    const clock = first.advancedSeconds === atTwinSeconds ? await playOn(player, first) : first;
    const sessions = await sessionsOf(server, token);
    return { clock, atTwinSeconds, twin, sessions, requests: proxy.requests, output: await player.output() };
  } finally {
    await player.stop();
    await proxy.close();
  }
}

/** FFmpeg reads a live window in one go and may be through all of the play when its twin comes: what it plays after that is watched, too. */
async function playOn(player: Player, before: PlayerClock): Promise<PlayerClock> {
  const limits = { playSeconds: PLAY_SECONDS - TWIN_SECONDS, ...PATIENCE };
  const after = await watchClock(player, limits, async () => {});
  return {
    advancedSeconds: before.advancedSeconds + after.advancedSeconds,
    wallSeconds: before.wallSeconds + after.wallSeconds,
  };
}

/** Why a cell does not count; undefined when media time advanced, the twin was refused, and play went on after that. */
export function faultOf(report: CellReport, kind: KindName): string | undefined {
  const { clock, atTwinSeconds, twin, sessions, output } = report;
  if (clock.advancedSeconds < PLAY_SECONDS) {
    return `played ${clock.advancedSeconds.toFixed(1)} s in ${clock.wallSeconds.toFixed(1)} s: ${lastWords(output)}`;
  }
  if (atTwinSeconds === undefined || clock.advancedSeconds <= atTwinSeconds)
    return "did not play on after the twin";
  const refusals: readonly string[] = kinds[kind].refusals;
  if (twin?.reason === undefined || !refusals.includes(twin.reason)) {
    return `the twin was told ${twin?.status} ${twin?.reason}`;
  }
  const [session, ...others] = sessions;
  if (session?.status !== "live" || others.length > 0) {
    return `sessions: ${sessions.map(({ status }) => status).join(", ")}`;
  }
  return undefined;
}

/** Whether a player of LL-HLS took parts and waited for them, as low latency wants it. */
export function takesParts({ requests }: CellReport): boolean {
  const came = requests.filter(({ status }) => status === 200 || status === 206);
  const parts = came.filter(({ target }) => /\/seg-\d+\.\d+\.m4s(\?|$)/.test(target));
  const reloads = came.filter(({ target }) => target.includes("_HLS_msn="));
  return parts.length >= PLAY_SECONDS && reloads.length >= PLAY_SECONDS;
}

function lastWords(output: string): string {
  return output.replaceAll(/\s+/g, " ").trim().slice(-300);
}
