import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ServerWithOrigin, startWithOrigin } from "./support/origin-applications.ts";
import { MP4_TYPE, putStream } from "./support/origin-media.ts";
import type { OriginAnswer } from "./support/origin-server.ts";
import { AGENT, createViewer, type Viewer } from "./support/viewer.ts";
import { enter, entryPath, sessionsOf, usesOf } from "./support/viewer-token.ts";

const SECOND = 1_000;
/** A little more than the 10 s after which a silent session may move. */
const SILENCE_MILLISECONDS = 10_300;

let running: ServerWithOrigin;
let streams = 0;

beforeAll(async () => {
  running = await startWithOrigin(url => ({ film: { kind: "vod", origin: { url: `${url}/film` } } }));
});

afterAll(() => running.stop());

const here = () => createViewer(running.server);
/** The same agent on another network (/24). */
const elsewhere = () => createViewer(running.server, { address: "127.9.0.1" });
const otherAgent = (address = "127.0.0.1") => createViewer(running.server, { agent: "Copy/1.0", address });

const sleep = (milliseconds: number) => new Promise<void>(resolve => setTimeout(resolve, milliseconds));

describe.concurrent("a copied session URL", () => {
  test("makes no second viewer while the first plays, and the first goes on", async () => {
    const { where, token } = await newSession();
    const first = here();
    const copies = [elsewhere(), otherAgent(), otherAgent("127.9.0.1")];
    for (let second = 0; second < 6; second++) {
      for (const path of where) expect((await first.ask(path)).status).toBe(200);
      for (const copy of copies) for (const path of where) await expectShared(copy, path);
      await sleep(SECOND);
    }
    expect((await createViewer(running.server, { address: "127.0.0.77" }).ask(where[0])).status).toBe(200);
    expect(await usesOf(running.server, token)).toBe(1);
    expect(await sessionsOf(running.server, token)).toMatchObject([{ status: "live" }]);
  });

  test("is refused during a long download of the holder, however long that asks for nothing new", async () => {
    const { where } = await newSession("mp4", endless);
    const download = await here().open(where[0]);
    const received = { bytes: 0 };
    download.on("data", (chunk: Buffer) => {
      received.bytes += chunk.length;
    });
    await sleep(SILENCE_MILLISECONDS);
    await expectShared(elsewhere(), where[0]);
    await sleep(2 * SECOND);
    await expectShared(elsewhere(), where[0]);
    const before = received.bytes;
    await sleep(SECOND);
    expect(received.bytes).toBeGreaterThan(before);
    download.destroy();
  });

  test("may be taken along to another network after 10 s of silence, by the same agent only", async () => {
    const { where } = await newSession();
    const [path] = where;
    expect((await here().ask(path)).status).toBe(200);
    // With room for a busy machine: a refusal is no sign of the holder's life.
    await sleep(SILENCE_MILLISECONDS - 3 * SECOND);
    await expectShared(elsewhere(), path);
    await sleep(3 * SECOND);
    await expectShared(otherAgent("127.9.0.1"), path);
    await expectShared(otherAgent(), path);
    expect((await elsewhere().ask(path)).status).toBe(200);
    await expectShared(here(), path);
    expect((await elsewhere().ask(path)).status).toBe(200);
    await sleep(SILENCE_MILLISECONDS);
    expect((await here().ask(path)).status).toBe(200);
    await expectShared(elsewhere(), path);
  });

  test("moves at most 4 times an hour; the next move ends the session for everybody", async () => {
    const { where, token } = await newSession();
    const [path] = where;
    const networks = [elsewhere(), here()];
    for (let move = 0; move < 4; move++) {
      await sleep(SILENCE_MILLISECONDS);
      expect((await at(networks, move).ask(path)).status, `move ${move + 1}`).toBe(200);
      await expectShared(at(networks, move + 1), path);
    }
    await sleep(SILENCE_MILLISECONDS);
    await expectShared(at(networks, 4), path);
    await expectShared(at(networks, 3), path);
    expect(await sessionsOf(running.server, token)).toMatchObject([
      { status: "ended", end_reason: "moved-too-often" },
    ]);
  });
});

/** A session of a fresh one-time token, with two addresses under it: what the entry names, and a segment. */
async function newSession(
  entry: "hls" | "mp4" = "hls",
  answer?: OriginAnswer,
): Promise<{ where: readonly [string, string]; token: Awaited<ReturnType<typeof running.server.mint>> }> {
  streams += 1;
  const stream = `film/s${streams}`;
  putStream(running.origin, `/${stream}`, "vod");
  if (answer) running.origin.set(`/${stream}/clip.mp4`, answer);
  const token = await running.server.mint({ target: { streams: [stream] } });
  const named = await enter(here(), entryPath(stream, entry, token));
  return { where: [named, named.replace(/[^/]+$/, "seg-0.ts")], token };
}

async function expectShared(viewer: Viewer, path: string): Promise<void> {
  expect(await viewer.ask(path)).toMatchObject({ status: 403, reason: "session-shared" });
}

function at(viewers: readonly Viewer[], index: number): Viewer {
  const viewer = viewers[index % viewers.length];
  if (!viewer) throw new Error(`no viewer for ${AGENT}`);
  return viewer;
}

/** A file that comes in small pieces for half a minute. */
const endless: OriginAnswer = (request, response) => {
  const pieces = 60;
  const piece = Buffer.alloc(10_000);
  response.writeHead(200, { "content-type": MP4_TYPE, "content-length": pieces * piece.length });
  if (request.method === "HEAD") {
    response.end();
    return;
  }
  let sent = 0;
  const timer = setInterval(() => {
    sent += 1;
    response.write(piece);
    if (sent === pieces) response.end();
  }, 500);
  response.once("close", () => clearInterval(timer));
};
