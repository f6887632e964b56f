import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ServerWithOrigin, startWithOrigin } from "./support/origin-applications.ts";
import { goodEntries, putStream } from "./support/origin-media.ts";
import { hold, send } from "./support/origin-server.ts";
import { createViewer } from "./support/viewer.ts";
import { startSlowDownload } from "./support/viewer-download.ts";
import { report, spreadOf } from "./support/viewer-measured.ts";
import { enter, entryPath, sessionOf } from "./support/viewer-token.ts";

const MEGABYTE = 1024 * 1024;
/** More than all buffers between two processes can hold. */
const FILE_BYTES = 96 * MEGABYTE;
const ROUNDS = 5;
const BOUND_MILLISECONDS = 1_000;

let running: ServerWithOrigin;
let folder: string;
let streams = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "sluice-e2e-media-"));
  running = await startWithOrigin(url => ({
    film: { kind: "vod", origin: { url: `${url}/film` } },
    disk: { kind: "vod", origin: { folder } },
  }));
});

afterAll(async () => {
  await running.stop();
  rmSync(folder, { recursive: true });
});

describe("a token of a group", () => {
  test("that was issued before plays a stream that joined after, within a second of the answer", async () => {
    const group = await newGroup([]);
    const token = await running.server.mint({ kind: "access", target: { group } });
    const durations: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const stream = newStream("film");
      const viewer = createViewer(running.server);
      const path = entryPath(stream, "hls", token);
      expect(await viewer.ask(path)).toMatchObject({ status: 403, reason: "wrong-stream" });
      await setGroup(group, [stream]);
      const from = performance.now();
      const where = await enter(viewer, path);
      durations.push(performance.now() - from);
      expect((await viewer.ask(where)).status).toBe(200);
    }
    expectBound("a stream that joined is played, from the PATCH's answer", durations);
  });

  test("closes a running player when its stream leaves the group", async () => {
    const durations: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const stream = newStream("disk");
      const group = await newGroup([stream]);
      const token = await running.server.mint({ target: { group } });
      const viewer = createViewer(running.server);
      const where = await enter(viewer, entryPath(stream, "mp4", token));
      const download = await startSlowDownload(viewer, where);
      await download.received(MEGABYTE);
      const from = performance.now();
      await setGroup(group, []);
      const { bytes, isComplete } = await download.ended;
      durations.push(performance.now() - from);
      expect(isComplete).toBe(false);
      expect(bytes).toBeLessThan(FILE_BYTES / 2);
      expect(await viewer.ask(where)).toMatchObject({ status: 403, reason: "wrong-stream" });
      expect(await endReason(await sessionOf(running.server, token))).toBe("left-group");
    }
    expectBound("an open download of a stream that left is ended, from the PATCH's start", durations);
  });

  test("answers a request that waits for the origin when the stream leaves the group", async () => {
    const durations: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const stream = newStream("film");
      const group = await newGroup([stream]);
      const token = await running.server.mint({ target: { group } });
      const viewer = createViewer(running.server);
      const where = await enter(viewer, entryPath(stream, "hls", token));
      const held = hold(send("video/mp2t", "late"));
      running.origin.set(`/${stream}/seg-0.ts`, held.answer);
      const answer = viewer
        .ask(where.replace(/[^/]+$/, "seg-0.ts"))
        .then(reply => ({ reply, at: performance.now() }));
      await held.arrived();
      const from = performance.now();
      await setGroup(group, []);
      const { reply, at } = await answer;
      durations.push(at - from);
      expect(reply).toMatchObject({ status: 403, reason: "wrong-stream" });
      held.release();
    }
    expectBound("a blocked request of a stream that left is refused, from the PATCH's start", durations);
  });
});

test("a token that names the stream plays on in its new group, whose revocation reaches it", async () => {
  const stream = newStream("film");
  const token = await running.server.mint({ target: { streams: [stream] } });
  const viewer = createViewer(running.server);
  const where = await enter(viewer, entryPath(stream, "hls", token));
  const group = await newGroup([stream]);
  expect((await viewer.ask(where)).status).toBe(200);
  const { body } = await running.server.api("POST", "/v1/revocations", { selector: { group } });
  expect(body.sessions).toBe(1);
  expect(await viewer.ask(where)).toMatchObject({ status: 403, reason: "token-revoked" });
});

test("an entry that waits for the origin while its stream leaves the group plays nothing", async () => {
  const stream = newStream("film");
  const group = await newGroup([stream]);
  const token = await running.server.mint({ kind: "access", target: { group } });
  const viewer = createViewer(running.server);
  const held = hold(goodEntries("vod").hls);
  running.origin.set(`/${stream}/index.m3u8`, held.answer);
  const answer = viewer.ask(entryPath(stream, "hls", token));
  await held.arrived();
  await setGroup(group, []);
  held.release();
  const reply = await answer;
  if (reply.status === 200) {
    const [where = ""] = /\/s\/\S+/.exec(reply.text) ?? [];
    expect(await viewer.ask(where)).toMatchObject({ status: 403, reason: "wrong-stream" });
  } else expect(reply).toMatchObject({ status: 403, reason: "wrong-stream" });
  expect(await endReason(await sessionOf(running.server, token))).toBe("left-group");
});

test("a stream that is removed, and an application with force, end what plays them", async () => {
  const { api } = running.server;
  await api("POST", "/v1/applications", {
    name: "made",
    kind: "vod",
    registered_only: true,
    origin: { url: `${running.origin.url}/film` },
  });
  for (const remove of ["/v1/streams/made%2Fone", "/v1/applications/made?force=true"]) {
    putStream(running.origin, "/film/one", "vod");
    await api("POST", "/v1/streams", { application: "made", id: "one" });
    const token = await running.server.mint({ target: { streams: ["made/one"] } });
    const viewer = createViewer(running.server);
    const where = await enter(viewer, entryPath("made/one", "hls", token));
    expect((await viewer.ask(where)).status).toBe(200);
    const from = performance.now();
    expect((await api("DELETE", remove)).status).toBe(204);
    expect(await viewer.ask(where)).toMatchObject({ status: 404, reason: "stream-unknown" });
    expect(performance.now() - from).toBeLessThan(BOUND_MILLISECONDS);
    expect(await endReason(await sessionOf(running.server, token))).toBe("stream-removed");
  }
});

/** Media under a name of its own. */
function newStream(application: "film" | "disk"): string {
  streams += 1;
  const stream = `${application}/s${streams}`;
  if (application === "film") putStream(running.origin, `/${stream}`, "vod");
  else {
    mkdirSync(join(folder, `s${streams}`));
    const file = join(folder, `s${streams}`, "clip.mp4");
    writeFileSync(file, "");
    truncateSync(file, FILE_BYTES);
  }
  return stream;
}

async function newGroup(members: readonly string[]): Promise<string> {
  streams += 1;
  const id = `g${streams}`;
  const { status } = await running.server.api("POST", "/v1/groups", { id, streams: members });
  expect(status).toBe(201);
  return id;
}

async function setGroup(id: string, members: readonly string[]): Promise<void> {
  const { status } = await running.server.api("PATCH", `/v1/groups/${id}`, { streams: members });
  expect(status).toBe(200);
}

async function endReason(session: string): Promise<unknown> {
  const { body } = await running.server.api("GET", "/v1/sessions?limit=200");
  const items = body.items as readonly { readonly id: string; readonly end_reason: string | null }[];
  return items.find(({ id }) => id === session)?.end_reason;
}

function expectBound(what: string, durations: readonly number[]): void {
  report(what, spreadOf(durations));
  expect(durations).toHaveLength(ROUNDS);
  expect(Math.max(...durations)).toBeLessThanOrEqual(BOUND_MILLISECONDS);
}
