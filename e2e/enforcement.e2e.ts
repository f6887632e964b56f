import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ServerWithOrigin, startWithOrigin } from "./support/origin-applications.ts";
import { putStream } from "./support/origin-media.ts";
import { createViewer, type Viewer } from "./support/viewer.ts";
import { usesOf } from "./support/viewer-token.ts";

const entries = { hls: "index.m3u8", dash: "manifest.mpd", mp4: "clip.mp4" };
const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) Browser/1.0";
const CLOSED_WITHIN_MILLISECONDS = 1_000;

let running: ServerWithOrigin;

beforeAll(async () => {
  running = await startWithOrigin(url => ({
    free: {
      kind: "vod",
      origin: { url: `${url}/free` },
      enforcement: { play: "off" },
      streams: { clip: { entries }, locked: { entries, enforcement: { play: "enforce" } } },
    },
    trial: {
      kind: "vod",
      origin: { url: `${url}/trial` },
      enforcement: { play: "report" },
      streams: { clip: { entries } },
    },
  }));
  for (const name of ["free/clip", "free/locked", "trial/clip"]) putStream(running.origin, `/${name}`, "vod");
});

afterAll(() => running.stop());

/** Plays as players do: the entry, a playlist and a segment behind it. */
async function play(viewer: Viewer, path: string): Promise<readonly number[]> {
  const entry = await viewer.ask(path);
  const statuses = [entry.status];
  const next = /^(?!#)\S+$/m.exec(entry.text)?.[0];
  if (entry.status !== 200 || next === undefined) return statuses;
  const playlist = await viewer.ask(next);
  statuses.push(playlist.status);
  const segment = /^(?!#)\S+$/m.exec(playlist.text)?.[0];
  if (segment === undefined) return statuses;
  const address = new URL(segment, new URL(next, "http://any")).pathname;
  return [...statuses, (await viewer.ask(address)).status];
}

describe("a stream that enforces nothing", () => {
  test("plays without a token, for programs and on its page", async () => {
    const viewer = createViewer(running.server);
    expect(await play(viewer, "/free/clip/index.m3u8")).toEqual([200, 200, 200]);
    const page = await viewer.ask("/free/clip", { headers: { "sec-fetch-dest": "document" } });
    expect(page).toMatchObject({ status: 200 });
    const opened = await viewer.ask("/s", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ stream: "free/clip" }),
    });
    expect(opened.status).toBe(201);
    expect((await viewer.ask(JSON.parse(opened.text).url)).status).toBe(200);
  });

  test("spends no token that is shown to it", async () => {
    const token = await running.server.mint({ target: { streams: ["free/clip"] } });
    const viewer = createViewer(running.server, { agent: BROWSER });
    expect(await play(viewer, `/free/clip/index.m3u8?token=${token.token}`)).toEqual([200, 200, 200]);
    expect(await usesOf(running.server, token)).toBe(0);
  });

  test("has a neighbour that enforces, and asks for a token there", async () => {
    const viewer = createViewer(running.server);
    expect(await viewer.ask("/free/locked/index.m3u8")).toMatchObject({
      status: 401,
      reason: "token-missing",
    });
  });

  test("has sessions that are listed, without a token, and that an operator ends", async () => {
    const viewer = createViewer(running.server, { agent: "OpenPlayer/1" });
    const entry = await viewer.ask("/free/clip/index.m3u8");
    const next = /^(?!#)\S+$/m.exec(entry.text)?.[0] ?? "";
    const { body } = await running.server.api("GET", "/v1/sessions?stream=free/clip&status=live");
    const session = listed(body).find(({ user_agent }) => user_agent === "OpenPlayer/1");
    expect(session).toMatchObject({ token: null, stream: "free/clip" });
    expect((await running.server.api("DELETE", `/v1/sessions/${session?.["id"]}`)).status).toBe(204);
    expect(await viewer.ask(next)).toMatchObject({ status: 403, reason: "session-ended" });
  });
});

describe("a stream that reports", () => {
  test("plays without a token and keeps what enforcing would have said", async () => {
    const viewer = createViewer(running.server, { agent: "Reported/1" });
    const entry = await viewer.ask("/trial/clip/index.m3u8");
    expect(entry.status).toBe(200);
    const ref = String(entry.headers["sluice-ref"]);
    const { body } = await running.server.api("GET", `/v1/decisions/${ref}`);
    expect(body).toMatchObject({ allowed: true, reason: "token-missing", enforcement: "report" });
    const listedBy = await running.server.api("GET", "/v1/decisions?reason=token-missing&stream=trial/clip");
    expect(listed(listedBy.body).map(decision => decision["ref"])).toContain(ref);
  });

  test("tells check and explain the same, and the metrics count it apart", async () => {
    const token = await running.server.mint({ target: { streams: ["free/clip"] } });
    const asked = { action: "play", stream: "trial/clip", token: token.token };
    const { body } = await running.server.api("POST", "/v1/explain", asked);
    expect(body).toMatchObject({ allowed: true, reason: "wrong-stream", enforcement: "report" });
    const metrics = await fetch(`${running.server.url}/metrics`);
    expect(await metrics.text()).toMatch(/sluice_decisions_total\{[^}]*outcome="would-deny"[^}]*\} [1-9]/);
  });
});

describe("enforcing that is switched on", () => {
  test("ends the sessions that no token made within a second, and asks newcomers for one", async () => {
    const origin = { url: `${running.origin.url}/later`, allow_private: true };
    const made = await running.server.api("POST", "/v1/applications", {
      name: "later",
      kind: "vod",
      origin,
      enforcement: { play: "off" },
    });
    expect(made.status).toBe(201);
    putStream(running.origin, "/later/clip", "vod");
    const viewer = createViewer(running.server);
    const entry = await viewer.ask("/later/clip/index.m3u8");
    const next = /^(?!#)\S+$/m.exec(entry.text)?.[0] ?? "";
    expect((await viewer.ask(next)).status).toBe(200);
    const since = performance.now();
    const change = { enforcement: { play: "enforce" } };
    expect((await running.server.api("PATCH", "/v1/applications/later", change)).status).toBe(200);
    expect(await viewer.ask(next)).toMatchObject({ status: 401, reason: "token-missing" });
    expect(performance.now() - since).toBeLessThan(CLOSED_WITHIN_MILLISECONDS);
    expect(await viewer.ask("/later/clip/index.m3u8")).toMatchObject({ status: 401 });
  });
});

function listed(body: Readonly<Record<string, unknown>>): readonly Record<string, unknown>[] {
  return Array.isArray(body["items"]) ? body["items"] : [];
}
