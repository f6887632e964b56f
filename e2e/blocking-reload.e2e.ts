import type { IncomingMessage, ServerResponse } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServerWithOrigin, startWithOrigin } from "./support/origin-applications.ts";
import { HLS_TYPE, mediaPlaylist, putStream } from "./support/origin-media.ts";
import { send } from "./support/origin-server.ts";
import { createViewer, type Viewer } from "./support/viewer.ts";
import { enter, entryPath } from "./support/viewer-token.ts";

/** So long a revocation may take at the most. */
const BOUND_MILLISECONDS = 1_000;

let running: ServerWithOrigin;
let streams = 0;

beforeAll(async () => {
  running = await startWithOrigin(url => ({ cam: { kind: "live", origin: { url: `${url}/cam` } } }));
});

afterAll(() => running.stop());

/** A playlist that is held back as low-latency servers do; what was asked for, by its query. */
function blockingPlaylist(stream: string) {
  const asked: string[] = [];
  const waiting: (() => void)[] = [];
  running.origin.set(`/${stream}/index.m3u8`, (request: IncomingMessage, response: ServerResponse) => {
    const query = request.url?.split("?")[1] ?? "";
    const answer = send(HLS_TYPE, `${mediaPlaylist("live")}# asked by ${query}\n`);
    if (query === "") return answer(request, response);
    asked.push(query);
    waiting.push(() => answer(request, response));
  });
  const release = (): void => {
    for (const go of waiting.splice(0)) go();
  };
  return { asked, release, arrived: (count: number) => expect.poll(() => asked.length).toBe(count) };
}

interface Watching {
  readonly viewer: Viewer;
  readonly where: string;
  readonly id: string;
}

async function watch(stream: string, grant = {}): Promise<Watching> {
  const token = await running.server.mint({ target: { streams: [stream] }, ...grant });
  const viewer = createViewer(running.server);
  const where = await enter(viewer, entryPath(stream, "hls", token));
  return { viewer, where: where.replace(/[^/]*$/, "index.m3u8"), id: token.id };
}

async function stage(viewers: number, grant = {}) {
  streams += 1;
  const stream = `cam/s${streams}`;
  putStream(running.origin, `/${stream}`, "live");
  const playlist = blockingPlaylist(stream);
  const watching: Watching[] = [];
  for (let viewer = 0; viewer < viewers; viewer += 1) watching.push(await watch(stream, grant));
  return { playlist, watching };
}

test("the question reaches the origin letter by letter, once for all who ask the same, never for another one", async () => {
  const { playlist, watching } = await stage(3);
  const [one, two, three] = watching;
  if (!one || !two || !three) throw new Error("too few viewers");
  const query = "_HLS_msn=7&_HLS_part=2&_HLS_skip=YES";
  const same = [one, two].map(({ viewer, where }) => viewer.ask(`${where}?${query}`));
  const other = three.viewer.ask(`${three.where}?_HLS_msn=7&_HLS_part=3`);
  await playlist.arrived(2);
  playlist.release();
  for (const reply of await Promise.all(same)) {
    expect(reply.status).toBe(200);
    expect(reply.text).toContain(`# asked by ${query}\n`);
  }
  expect((await other).text).toContain("# asked by _HLS_msn=7&_HLS_part=3\n");
  expect(playlist.asked.sort()).toEqual([query, "_HLS_msn=7&_HLS_part=3"]);
});

test("who is revoked while the reload blocks is told so at once and gets nothing when it is released; the others do", async () => {
  const { playlist, watching } = await stage(2);
  const [revoked, other] = watching;
  if (!revoked || !other) throw new Error("too few viewers");
  const query = "_HLS_msn=8&_HLS_part=0";
  const cut = revoked.viewer.ask(`${revoked.where}?${query}`);
  const served = other.viewer.ask(`${other.where}?${query}`);
  await playlist.arrived(1);
  const from = performance.now();
  expect((await running.server.api("DELETE", `/v1/tokens/${revoked.id}`)).status).toBe(204);
  expect(await cut).toMatchObject({ status: 403, reason: "token-revoked" });
  expect(performance.now() - from).toBeLessThan(BOUND_MILLISECONDS);
  playlist.release();
  expect((await served).status).toBe(200);
  expect(playlist.asked).toEqual([query]);
});

test("a revocation that falls in the same moment as the release lets out a playlist or a refusal, and nothing afterwards", async () => {
  for (let round = 0; round < 10; round += 1) {
    const { playlist, watching } = await stage(1);
    const [only] = watching;
    if (!only) throw new Error("no viewer");
    const blocked = only.viewer.ask(`${only.where}?_HLS_msn=9`);
    await playlist.arrived(1);
    const revocation = running.server.api("DELETE", `/v1/tokens/${only.id}`);
    if (round % 2 === 0) await new Promise(resolve => setTimeout(resolve, round));
    playlist.release();
    const reply = await blocked;
    if (reply.status !== 200) expect(reply).toMatchObject({ status: 403, reason: "token-revoked" });
    expect((await revocation).status).toBe(204);
    expect((await only.viewer.ask(only.where)).reason).toBe("token-revoked");
  }
});

test("a session whose token ends while the reload blocks is not served when it is released", async () => {
  const soon = Math.floor(Date.now() / 1000) + 4;
  const { playlist, watching } = await stage(1, { expires_at: soon, disconnect_at_expiry: true });
  const [only] = watching;
  if (!only) throw new Error("no viewer");
  const blocked = only.viewer.ask(`${only.where}?_HLS_msn=10`);
  await playlist.arrived(1);
  const release = setTimeout(playlist.release, 6_500);
  expect((await blocked).reason).toBe("token-expired");
  clearTimeout(release);
  playlist.release();
});
