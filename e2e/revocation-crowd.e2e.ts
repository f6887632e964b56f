import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import bounds from "../vectors/doors/bounds.json" with { type: "json" };
import { type Playing, type Spectator, seat } from "./revocation/crowd.ts";
import { type ServerWithOrigin, startWithOrigin } from "./support/origin-applications.ts";
import { HLS_TYPE, putStream } from "./support/origin-media.ts";
import { type HeldAnswer, hold, send } from "./support/origin-server.ts";
import { ADMIN_KEY, type Grant, type MintedToken } from "./support/sluice.ts";
import { report, spreadOf } from "./support/viewer-measured.ts";
import { entryPath } from "./support/viewer-token.ts";

const CROWD = 100;
const BLOCKED = 10;
const DOWNLOADING = 5;
/** The crowd's order: segments, blocked reloads, downloads. */
const FIRST_DOWNLOADING = CROWD - DOWNLOADING;
const FIRST_BLOCKED = FIRST_DOWNLOADING - BLOCKED;
/** Sparse; more than a download of 8 MB/s takes while a crowd of a hundred sits down. */
const FILE_BYTES = 1024 * 1024 * 1024;
const SECOND = 1_000;
const BOUND_MILLISECONDS = Number(
  bounds.doors.find(({ door }) => door === "gateway")?.revocationBoundMilliseconds,
);

let running: ServerWithOrigin;
let folder: string;
let reload: HeldAnswer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "sluice-e2e-crowd-"));
  mkdirSync(join(folder, "hall"));
  writeFileSync(join(folder, "hall/clip.mp4"), "");
  truncateSync(join(folder, "hall/clip.mp4"), FILE_BYTES);
  const hall = { streams: { hall: { group: "derby" } } };
  running = await startWithOrigin(url => ({
    live: { kind: "live", origin: { url: `${url}/live` }, ...hall },
    disk: { kind: "vod", origin: { folder }, ...hall },
  }));
  putStream(running.origin, "/live/hall", "live");
});

afterAll(async () => {
  await running.stop();
  rmSync(folder, { recursive: true });
});

/** A call that cuts a crowd. */
interface Cut {
  readonly what: string;
  /** What the tokens of the crowd have in common. */
  readonly grant?: Grant;
  /** Its calls, made one after the other: which of the crowd each is about. */
  readonly calls: (tokens: readonly MintedToken[]) => Promise<readonly Call[]>;
  /** An API key that issues the tokens, instead of the configured one. */
  readonly issuer?: () => Promise<{ readonly id: string; readonly key: string }>;
}

interface Call {
  readonly order: Readonly<Record<string, unknown>>;
  /** All of the crowd when left out. */
  readonly token?: MintedToken;
}

let issuer = { id: "", key: ADMIN_KEY };

async function makeIssuer() {
  const { status, body } = await running.server.api("POST", "/v1/api-keys", {
    name: "crowd",
    scopes: ["tokens:create"],
  });
  expect(status).toBe(201);
  return { id: String(body.id), key: String(body.key) };
}

const bySelector = (selector: Readonly<Record<string, unknown>>) => async () => [{ order: { selector } }];

const cuts: readonly Cut[] = [
  {
    what: "token",
    calls: async tokens => tokens.map(token => ({ token, order: { selector: { token: token.id } } })),
  },
  { what: "user", grant: { user: "eve" }, calls: bySelector({ user: "eve" }) },
  { what: "tag", grant: { tag: "leak" }, calls: bySelector({ tag: "leak" }) },
  {
    what: "stream",
    calls: async () => ["live/hall", "disk/hall"].map(stream => ({ order: { selector: { stream } } })),
  },
  { what: "group", calls: bySelector({ group: "derby" }) },
  { what: "key", issuer: makeIssuer, calls: async () => [{ order: { selector: { key: issuer.id } } }] },
  {
    what: "issued_before",
    async calls() {
      // Tokens of this very second are not older than it.
      await pause(1.1 * SECOND);
      return [{ order: { selector: { issued_before: Math.floor(Date.now() / SECOND) }, confirm: "demo" } }];
    },
  },
];

describe("a hundred sessions in the middle of play, ten in a blocked reload and five in an open MP4", () => {
  test.each(cuts)("are all refused within a second of the call that revokes by $what", async cut => {
    issuer = (await cut.issuer?.()) ?? { id: "", key: ADMIN_KEY };
    reload = hold(send(HLS_TYPE, "#EXTM3U\n"));
    const crowd = await sitDown(cut.grant);
    try {
      const durations = await cutAll(crowd, await cut.calls(crowd.map(({ token }) => token)));
      expect(durations).toHaveLength(CROWD);
      report(`revoked by ${cut.what}, from the call's start to the first refusal`, spreadOf(durations));
      expect(Math.max(...durations)).toBeLessThanOrEqual(BOUND_MILLISECONDS);
    } finally {
      for (const spectator of crowd) spectator.stop();
      reload.release();
    }
  });
});

/** Milliseconds from the start of the call that is about it to the first refusal, for each of the crowd. */
async function cutAll(crowd: readonly Spectator[], calls: readonly Call[]): Promise<readonly number[]> {
  const waiting: Promise<number>[] = [];
  let from = performance.now();
  let cut = 0;
  for (const { order, token } of calls) {
    // Two calls that cut one crowd are one act: what counts is the first one's start.
    if (token || waiting.length === 0) from = performance.now();
    const begun = from;
    const { status, body } = await running.server.api("POST", "/v1/revocations", order);
    expect(status, JSON.stringify(body)).toBe(201);
    cut += Number(body.sessions);
    const about = token ? crowd.filter(spectator => spectator.token === token) : crowd;
    if (token || waiting.length === 0)
      waiting.push(...about.map(async each => (await each.refusedAt) - begun));
  }
  expect(cut).toBe(CROWD);
  return Promise.all(waiting);
}

async function sitDown(grant: Grant = {}): Promise<readonly Spectator[]> {
  const crowd: Spectator[] = [];
  // Downloads last: they must not be over before the cut.
  for (let number = 0; number < CROWD; number++) {
    const playing = playingOf(number);
    const stream = playing === "open MP4" ? "disk/hall" : "live/hall";
    const token = await mint({ target: { streams: [stream] }, ...grant });
    const path = entryPath(stream, playing === "open MP4" ? "mp4" : "hls", token);
    if (playing === "blocked reload") running.origin.set(`/live/hall/late-${number}.m3u8`, reload.answer);
    const isBlocked = () => reload.arrived(number - FIRST_BLOCKED + 1);
    crowd.push(await seat({ server: running.server, token, number, playing, path }, isBlocked));
  }
  return crowd;
}

function playingOf(number: number): Playing {
  if (number >= FIRST_DOWNLOADING) return "open MP4";
  return number >= FIRST_BLOCKED ? "blocked reload" : "segments";
}

async function mint(grant: Grant): Promise<MintedToken> {
  const answer = await fetch(`${running.server.url}/v1/tokens`, {
    method: "POST",
    headers: { authorization: `Bearer ${issuer.key}`, "content-type": "application/json" },
    body: JSON.stringify({ kind: "one-time", action: "play", ...grant }),
  });
  expect(answer.status).toBe(201);
  return (await answer.json()) as MintedToken;
}
