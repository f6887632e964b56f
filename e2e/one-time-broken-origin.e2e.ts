import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePort } from "./support/free-port.ts";
import { type ServerWithOrigin, startWithOrigin } from "./support/origin-applications.ts";
import { type EntryName, entryFiles, entryNames, goodEntries, putStream } from "./support/origin-media.ts";
import { hold, type OriginAnswer, send, sendStatus, startOrigin } from "./support/origin-server.ts";
import { createViewer } from "./support/viewer.ts";
import { entryPath, expectUnspent } from "./support/viewer-token.ts";

let running: ServerWithOrigin;
let deadPort = 0;
let streams = 0;

beforeAll(async () => {
  deadPort = await freePort();
  running = await startWithOrigin(url => ({
    film: { kind: "vod", origin: { url: `${url}/film` } },
    gone: { kind: "vod", origin: { url: `http://127.0.0.1:${deadPort}/gone` } },
  }));
});

afterAll(() => running.stop());

const cut: OriginAnswer = (_request, response) => void response.destroy();

/** Says how long the body is, and breaks off before. */
const cutInTheBody: OriginAnswer = (_request, response) => {
  response.writeHead(200, { "content-type": "application/vnd.apple.mpegurl", "content-length": 5_000 });
  response.write("#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nseg-0.ts\n", () => response.destroy());
};

const page = send("text/html", "<!doctype html><title>Sign in</title>");

interface Fault {
  readonly what: string;
  readonly answer: OriginAnswer;
  readonly entries: readonly EntryName[];
  readonly status: number;
  readonly reason: RegExp;
}

const faults: readonly Fault[] = [
  {
    what: "answers 500",
    answer: sendStatus(500),
    entries: entryNames,
    status: 502,
    reason: /^origin-error$/,
  },
  {
    what: "answers 503",
    answer: sendStatus(503),
    entries: entryNames,
    status: 502,
    reason: /^origin-error$/,
  },
  {
    what: "answers 403",
    answer: sendStatus(403),
    entries: entryNames,
    status: 502,
    reason: /^origin-error$/,
  },
  { what: "hangs up", answer: cut, entries: entryNames, status: 502, reason: /^origin-error$/ },
  {
    what: "breaks off in the playlist",
    answer: cutInTheBody,
    entries: ["hls", "dash"],
    status: 502,
    reason: /^origin-(error|bad-manifest)$/,
  },
  {
    what: "answers a page",
    answer: page,
    entries: ["hls", "dash"],
    status: 502,
    reason: /^origin-bad-manifest$/,
  },
  { what: "answers a page", answer: page, entries: ["mp4"], status: 404, reason: /^media-type-refused$/ },
];

const cases = faults.flatMap(fault => fault.entries.map(entry => ({ ...fault, entry })));

describe("a one-time token is not spent", () => {
  test.each(cases)("when the origin $what ($entry)", async ({ answer, entry, status, reason }) => {
    const { stream, token } = await newStream();
    const viewer = createViewer(running.server);
    const file = `/${stream}/${entryFiles[entry]}`;
    running.origin.set(file, answer);
    const reply = await viewer.ask(entryPath(stream, entry, token));
    expect(reply).toMatchObject({ status, reason: expect.stringMatching(reason) });
    expect(running.origin.hits(file)).toBeGreaterThan(0);
    running.origin.set(file, goodEntries("vod")[entry]);
    await expectUnspent(running.server, viewer, { token, path: entryPath(stream, entry, token) });
  });

  test.concurrent.each(entryNames)("when the origin does not answer in time (%s)", async entry => {
    const { stream, token } = await newStream();
    const viewer = createViewer(running.server);
    const file = `/${stream}/${entryFiles[entry]}`;
    const held = hold(goodEntries("vod")[entry]);
    running.origin.set(file, held.answer);
    const path = entryPath(stream, entry, token);
    expect(await viewer.ask(path)).toMatchObject({ status: 504, reason: "origin-timeout" });
    held.release();
    await expectUnspent(running.server, viewer, { token, path });
  });

  test.concurrent.each(entryNames)("when the viewer leaves before the origin answers (%s)", async entry => {
    const { stream, token } = await newStream();
    const file = `/${stream}/${entryFiles[entry]}`;
    const held = hold(goodEntries("vod")[entry]);
    running.origin.set(file, held.answer);
    const path = entryPath(stream, entry, token);
    const leaving = new AbortController();
    const gone = fetch(running.server.url + path, { signal: leaving.signal });
    await held.arrived();
    leaving.abort();
    await expect(gone).rejects.toThrow();
    await new Promise(resolve => setTimeout(resolve, 200));
    held.release();
    await new Promise(resolve => setTimeout(resolve, 300));
    await expectUnspent(running.server, createViewer(running.server), { token, path });
  });

  test("when nobody listens at the origin's address", async () => {
    const stream = "gone/a";
    const viewer = createViewer(running.server);
    const tokens = await Promise.all(
      entryNames.map(async entry => ({
        entry,
        token: await running.server.mint({ target: { streams: [stream] } }),
      })),
    );
    for (const { entry, token } of tokens) {
      const reply = await viewer.ask(entryPath(stream, entry, token));
      expect(reply).toMatchObject({ status: 502, reason: "origin-unreachable" });
    }
    const back = await startOrigin(deadPort);
    putStream(back, `/${stream}`, "vod");
    for (const { entry, token } of tokens) {
      const path = entryPath(stream, entry, token);
      await expectUnspent(running.server, viewer, { token, path });
    }
    await back.close();
  });
});

async function newStream() {
  streams += 1;
  const stream = `film/s${streams}`;
  putStream(running.origin, `/${stream}`, "vod");
  return { stream, token: await running.server.mint({ target: { streams: [stream] } }) };
}
