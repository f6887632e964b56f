import { type PlayerClock, watchClock } from "./player-clock.ts";
import type { Player, StartPlayer } from "./players/player.ts";
import { type RecordedRequest, type RecordingOptions, startRecordingProxy } from "./recording-proxy.ts";
import { copyElsewhere, openElsewhere } from "./second-viewer.ts";
import { countSegments, type SegmentCount } from "./segments.ts";
import type { MintedToken, TestServer } from "./sluice.ts";
import type { Reply } from "./viewer.ts";
import { type ListedSession, sessionsOf } from "./viewer-token.ts";

/** Every play lasts so long on the player's own clock; the VoD clip has 64 s. */
const PLAY_SECONDS = 60;
/** The second viewer comes in the middle. */
const SECOND_VIEWER_SECONDS = 20;
/** A dozen players on two cores: slow to start, and none is given up for standing still now and then. */
const START_SECONDS = 90;
const STALL_SECONDS = 60;

/** No play takes longer. */
export const PLAY_TIMEOUT_MILLISECONDS = (START_SECONDS + PLAY_SECONDS + STALL_SECONDS + 30) * 1000;

/** One play to be made. */
export interface Play {
  readonly stream: "demo/clip" | "demo/live";
  readonly url: keyof MintedToken["urls"];
  readonly start: StartPlayer;
  /** Added to the URL. */
  readonly query?: string;
  /** From here on the session URL is copied; 20 s unless the player has everything by then. */
  readonly copySeconds?: number;
  readonly proxy?: RecordingOptions;
}

/** A session as the API lists it, with what it has counted. */
export interface CountedSession extends ListedSession {
  readonly requests: number;
  readonly user_agent: string;
}

/** What became of a play; nothing in it is judged yet. */
export interface PlayReport {
  readonly clock: PlayerClock;
  readonly segments: SegmentCount;
  readonly sessions: readonly CountedSession[];
  readonly requests: readonly RecordedRequest[];
  /** The answer to a second viewer at the entry URL. */
  readonly second: Reply | undefined;
  /** The answer to a copied session URL. */
  readonly copied: Reply | undefined;
  /** Video segments that came after both. */
  readonly segmentsAfter: number;
  /** What the player said. */
  readonly output: string;
}

/** Plays a fresh one-time token through a recording pipe, with two intruders in the middle. */
export async function runPlay(server: TestServer, play: Play): Promise<PlayReport> {
  const proxy = await startRecordingProxy(server.url, play.proxy);
  const token = await server.mint({ target: { streams: [play.stream] } });
  const { pathname, search } = new URL(token.urls[play.url]);
  const url = proxy.url + pathname + search + (play.query ?? "");
  const player = await play.start(url);
  try {
    const intruders = createIntruders(server, url, proxy.requests, play.copySeconds ?? SECOND_VIEWER_SECONDS);
    const limits = { playSeconds: PLAY_SECONDS, startSeconds: START_SECONDS, stallSeconds: STALL_SECONDS };
    const clock = await watchClock(player, limits, now => intruders.come(now));
    const sessions = (await sessionsOf(server, token)) as readonly CountedSession[];
    return { clock, sessions, ...intruders.report(), ...(await witness(player, proxy.requests)) };
  } finally {
    await player.stop();
    await proxy.close();
  }
}

async function witness(player: Player, requests: readonly RecordedRequest[]) {
  return { requests, segments: countSegments(requests), output: await player.output() };
}

/** The second viewer at the entry, and the copied session URL: each comes once. */
function createIntruders(
  server: TestServer,
  entryUrl: string,
  requests: readonly RecordedRequest[],
  copySeconds: number,
) {
  let second: Reply | undefined;
  let copied: Reply | undefined;
  let requestsBefore = Number.POSITIVE_INFINITY;
  return {
    async come({ advancedSeconds }: PlayerClock): Promise<void> {
      if (second && copied) return;
      if (!second && advancedSeconds >= SECOND_VIEWER_SECONDS) second = await openElsewhere(server, entryUrl);
      if (!copied && advancedSeconds >= copySeconds) copied = await copyElsewhere(server, requests);
      if (second && copied) requestsBefore = requests.length;
    },
    report: () => ({ second, copied, segmentsAfter: countSegments(requests.slice(requestsBefore)).video }),
  };
}
