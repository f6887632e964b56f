import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ServerWithOrigin, startWithOrigin, writeConfiguration } from "./support/origin-applications.ts";
import { putStream } from "./support/origin-media.ts";
import type { OriginAnswer } from "./support/origin-server.ts";
import { type Grant, type MintedToken, startSluice } from "./support/sluice.ts";
import { createViewer, type Reply, type Viewer } from "./support/viewer.ts";
import { enter, entryPath, sessionsOf } from "./support/viewer-token.ts";

const SECOND = 1_000;
/** So much longer plays whoever is within a limit, when another was refused. */
const GOES_ON_SECONDS = 10;
/** A segment, as `putStream` makes them. */
const SEGMENT_BYTES = 4_000;
const KIB = 1024;

let running: ServerWithOrigin;
let count = 0;

beforeAll(async () => {
  running = await startWithOrigin(url => ({ film: { kind: "vod", origin: { url: `${url}/film` } } }));
});

afterAll(() => running.stop());

const sleep = (milliseconds: number) => new Promise<void>(resolve => setTimeout(resolve, milliseconds));

// The longest come first: five run at a time.
describe.concurrent("a limit that is counted", () => {
  // The test's own expectation: of the tests that run at a time, the common one may belong to one that is over, and then polls no more.
  test("what was used survives a crash, with nothing counted twice", async ({ expect: own }) => {
    const name = putNew();
    const applications = { film: { kind: "vod", origin: { url: `${running.origin.url}/film` } } };
    const home = mkdtempSync(join(tmpdir(), "sluice-e2e-limits-"));
    const options = {
      dataDir: join(home, "data"),
      env: { SLUICE_CONFIG: writeConfiguration(applications, home) },
    };
    let server = await startSluice(options);
    try {
      const token = await server.mint({ ...ofStream(name), max_bytes: 30 * SEGMENT_BYTES });
      const where = segmentOf(await enter(createViewer(server), entryPath(name, "hls", token)));
      for (let index = 0; index < 9; index += 1) {
        expect((await createViewer(server).ask(where)).status).toBe(200);
      }
      const used = async () => (await server.api("GET", `/v1/tokens/${token.id}`)).body.used_bytes;
      // What a token shows is written, each 10 s on a machine that has nothing else to do.
      await own.poll(used, { timeout: 60 * SECOND, interval: SECOND }).toBe(9 * SEGMENT_BYTES);
      await server.kill();
      server = await startSluice(options);
      expect(await used()).toBe(9 * SEGMENT_BYTES);
      expect((await createViewer(server).ask(where)).status).toBe(200);
      await own.poll(used, { timeout: 60 * SECOND, interval: SECOND }).toBe(10 * SEGMENT_BYTES);
    } finally {
      await server.stop();
      rmSync(home, { recursive: true });
    }
  });

  test("sessions go over to the same device alone, where it is so wanted", async () => {
    const { stream, mint } = await newStream();
    const token = await mint({ max_sessions: { count: 2, when_full: "evict-same-device" } });
    const [tv, phone] = [await play(stream, token, "tv"), await play(stream, token, "phone")];
    expect(await refusal(stream, token, "laptop")).toBe("too-many-sessions");
    // Later than its holder may repeat the entry of the session that it has.
    await tv.goOn(GOES_ON_SECONDS + 2);
    const again = await play(stream, token, "phone");
    expect(await phone.ask()).toMatchObject({ status: 403, reason: "session-evicted" });
    expect(await refusal(stream, token, "laptop")).toBe("too-many-sessions");
    await Promise.all([tv.goOn(), again.goOn()]);
  });

  test("of sessions of a token: the third is refused, and the second plays on", async () => {
    const { stream, mint } = await newStream();
    const token = await mint({ max_sessions: 2 });
    const [, second] = [await play(stream, token), await play(stream, token)];
    expect(await refusal(stream, token)).toBe("too-many-sessions");
    await second.goOn();
    expect(await refusal(stream, token)).toBe("too-many-sessions");
  });

  test("of sessions of a user: counted over all of the user's tokens", async () => {
    const { stream, mint } = await newStream();
    const max_sessions = { count: 2, per: "user" };
    const [first, second] = [
      await mint({ max_sessions, user: stream }),
      await mint({ max_sessions, user: stream }),
    ];
    const plays = [await play(stream, first), await play(stream, second)];
    for (const token of [first, second]) expect(await refusal(stream, token)).toBe("too-many-sessions");
    await play(stream, await mint({ max_sessions, user: `${stream} other` }));
    await plays[1]?.goOn();
  });

  test("of sessions of each token on a stream, which the stream limits", async () => {
    const max_sessions = { count: 1, per: "token", over: "stream" };
    const { stream, mint } = await newStream({ max_sessions });
    const [first, second] = [await mint(), await mint()];
    const plays = [await play(stream, first), await play(stream, second)];
    for (const token of [first, second]) expect(await refusal(stream, token)).toBe("stream-full");
    await plays[1]?.goOn();
  });

  test("of sessions gives places to whoever comes last, and whoever made room takes no place back at once", async () => {
    const { stream, mint } = await newStream();
    const token = await mint({ max_sessions: { count: 1, when_full: "evict-oldest" } });
    const tv = await play(stream, token, "tv");
    const phone = await play(stream, token, "phone");
    expect(await tv.ask()).toMatchObject({ status: 403, reason: "session-evicted" });
    expect(await refusal(stream, token, "tv")).toBe("session-evicted");
    await phone.goOn();
    expect(await refusal(stream, token, "tv")).toBe("session-evicted");
    const ended = (await sessionsOf(running.server, token)).filter(({ status }) => status === "ended");
    expect(ended).toMatchObject([{ end_reason: "evicted" }]);
  });

  test("of plays of a stream: the third is refused whatever its token, and the second plays on", async () => {
    const { stream, mint } = await newStream({ max_uses: 2 });
    const [first, second, third] = [await mint(), await mint(), await mint()] as const;
    await play(stream, first);
    const last = await play(stream, second);
    expect(await refusal(stream, third)).toBe("quota-spent");
    await last.goOn();
    expect(await refusal(stream, first, "another")).toBe("quota-spent");
    // Nothing was spent of the token itself.
    expect((await tokenOf(third)).uses).toBe(0);
  });

  test("of bytes of a token: within them it plays on, beyond them it is cut, and nobody enters", async () => {
    const { stream, mint } = await newStream();
    const token = await mint({ max_bytes: 40 * SEGMENT_BYTES });
    const viewer = await play(stream, token);
    await viewer.goOn();
    expect(await untilRefused(viewer)).toMatchObject({ status: 403, reason: "quota-spent" });
    expect(await refusal(stream, token, "another")).toBe("quota-spent");
    expect(await sessionsOf(running.server, token)).toMatchObject([{ status: "ended", end_reason: "quota" }]);
    // A session that was on its way may get some more, which is counted as well.
    expect((await tokenOf(token)).used_bytes).toBeGreaterThanOrEqual(40 * SEGMENT_BYTES);
  });

  test("of bytes: an answer without end is cut in its middle", async () => {
    const { stream, mint } = await newStream();
    running.origin.set(`/${stream}/seg-1.ts`, endless);
    const token = await mint({ max_bytes: 512 * KIB });
    const { viewer, where } = await play(stream, token);
    const began = performance.now();
    const bytes = await received(viewer, where.replace("seg-0", "seg-1"));
    expect(bytes).toBeGreaterThanOrEqual(512 * KIB);
    // 16 KiB come each 50 ms: what is over the quota is what comes until the clock sees it.
    expect(bytes).toBeLessThan(512 * KIB + 10 * 20 * 16 * KIB);
    expect(performance.now() - began).toBeLessThan(30 * SECOND);
    expect(await refusal(stream, token, "another")).toBe("quota-spent");
  });

  test("of bytes of a stream: counted over all of its tokens", async () => {
    const { stream, mint } = await newStream({ max_bytes: 30 * SEGMENT_BYTES });
    const viewers = [await play(stream, await mint()), await play(stream, await mint())];
    await Promise.all(viewers.map(viewer => viewer.goOn()));
    const replies = await Promise.all(viewers.map(untilRefused));
    expect(replies.map(({ reason }) => reason)).toEqual(["quota-spent", "quota-spent"]);
    expect(await refusal(stream, await mint())).toBe("quota-spent");
  });

  test("of minutes: all sessions together play so long, and then none", async () => {
    const { stream, mint } = await newStream();
    const token = await mint({ max_watch_minutes: 2 });
    const agents = Array.from({ length: 7 }, (_, index) => `player ${index}`);
    const viewers = await Promise.all(agents.map(agent => play(stream, token, agent)));
    // 70 of 120 seconds.
    await Promise.all(viewers.map(viewer => viewer.goOn()));
    const replies = await Promise.all(viewers.map(viewer => untilRefused(viewer, SECOND)));
    expect(new Set(replies.map(({ reason }) => reason))).toEqual(new Set(["quota-spent"]));
    expect(await refusal(stream, token)).toBe("quota-spent");
    const { watched_seconds } = await tokenOf(token);
    expect(watched_seconds).toBeGreaterThanOrEqual(120);
    expect(watched_seconds).toBeLessThan(120 + 7 * 10);
  });

  test("of a token: counts what is played with tokens that were made from it", async () => {
    const { stream, mint } = await newStream();
    const parent = await mint({ max_bytes: 30 * SEGMENT_BYTES, delegation: { depth: 1 } });
    const child = await delegated(parent);
    const [above, below] = [await play(stream, parent), await play(stream, child)];
    await Promise.all([above.goOn(), below.goOn()]);
    expect(await untilRefused(below)).toMatchObject({ reason: "quota-spent" });
    expect(await untilRefused(above)).toMatchObject({ reason: "quota-spent" });
    expect(await refusal(stream, child, "another")).toBe("quota-spent");
    expect(await refusal(stream, parent, "another")).toBe("quota-spent");
  });
});

/** A player that none of the others is. */
function newAgent(): string {
  count += 1;
  return `player ${count}`;
}

/** A viewer inside. */
interface Play {
  readonly viewer: Viewer;
  /** The path of a segment under its session. */
  readonly where: string;
  /** Asks for the segment once. */
  ask(): Promise<Reply>;
  /** Plays on, a segment a second, and expects that each is there. */
  goOn(seconds?: number): Promise<void>;
}

async function play(stream: string, token: MintedToken, agent = newAgent()): Promise<Play> {
  const viewer = createViewer(running.server, { agent });
  const where = segmentOf(await enter(viewer, entryPath(stream, "hls", token)));
  const ask = () => viewer.ask(where);
  expect((await ask()).status).toBe(200);
  return {
    viewer,
    where,
    ask,
    async goOn(seconds = GOES_ON_SECONDS) {
      for (let second = 0; second < seconds; second += 1) {
        await sleep(SECOND);
        expect(await ask()).toMatchObject({ status: 200 });
      }
    },
  };
}

/** A segment beside what an entry leads to. */
function segmentOf(path: string): string {
  return path.replace(/[^/]+$/, "seg-0.ts");
}

/** Plays on until it is refused. */
async function untilRefused({ ask }: Play, pauseMilliseconds = 50): Promise<Reply> {
  const deadline = performance.now() + 30 * SECOND;
  while (performance.now() < deadline) {
    const reply = await ask();
    if (reply.status !== 200) return reply;
    await sleep(pauseMilliseconds);
  }
  throw new Error("it was never refused");
}

/** Why an entry is refused. */
async function refusal(stream: string, token: MintedToken, agent = newAgent()) {
  const reply = await createViewer(running.server, { agent }).ask(entryPath(stream, "hls", token));
  return reply.status === 403 ? reply.reason : `${reply.status}`;
}

/** Bytes of 16 KiB each 50 ms, without end. */
const endless: OriginAnswer = (_request, response) => {
  response.writeHead(200, { "content-type": "video/mp2t" });
  const timer = setInterval(() => response.write(Buffer.alloc(16 * KIB, 0x47)), 50);
  response.on("close", () => clearInterval(timer));
};

/** How many bytes came until the answer broke off. */
async function received(viewer: Viewer, path: string): Promise<number> {
  const response = await viewer.open(path);
  let bytes = 0;
  try {
    for await (const chunk of response) bytes += chunk.length;
  } catch {
    return bytes;
  }
  throw new Error("the answer came to an end");
}

function ofStream(name: string): Grant {
  return { kind: "access", action: "play", target: { streams: [name] } };
}

function putNew(): string {
  count += 1;
  const folder = `/film/s${count}`;
  putStream(running.origin, folder, "vod");
  return `film/s${count}`;
}

/** A stream of its own, with limits of its own. */
async function newStream(limits?: Grant) {
  const name = putNew();
  const [application, id] = name.split("/");
  if (limits) {
    const { status } = await running.server.api("POST", "/v1/streams", { application, id, limits });
    expect(status).toBe(201);
  }
  return {
    stream: name,
    mint: (grant: Grant = {}) => running.server.mint({ ...ofStream(name), ...grant }),
  };
}

async function tokenOf({ id }: MintedToken): Promise<Readonly<Record<string, unknown>>> {
  return (await running.server.api("GET", `/v1/tokens/${id}`)).body;
}

/** A token made from another, with nothing narrowed. */
async function delegated({ token }: MintedToken): Promise<MintedToken> {
  const response = await fetch(`${running.server.apiUrl}/v1/delegations`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: "{}",
  });
  expect(response.status).toBe(201);
  return (await response.json()) as MintedToken;
}
