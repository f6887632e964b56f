import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { freePort } from "./support/free-port.ts";
import { startWithOrigin } from "./support/origin-applications.ts";
import { DASH_TYPE, HLS_TYPE, putStream } from "./support/origin-media.ts";
import { startOrigin, type TestOrigin } from "./support/origin-server.ts";
import { describeWithPeers, requirePeer } from "./support/peers.ts";
import type { TestServer } from "./support/sluice.ts";
import { createViewer } from "./support/viewer.ts";
import { enter, entryPath, usesOf } from "./support/viewer-token.ts";

const ORIGIN_PORT = await freePort();
const CLIP = fileURLToPath(new URL("../packages/server/demo/clip/", import.meta.url));
const TYPES: Readonly<Record<string, string>> = { m3u8: HLS_TYPE, mpd: DASH_TYPE, mp4: "video/mp4" };
/** What a browser says that opens an address. */
const PERSON = {
  accept: "text/html,application/xhtml+xml",
  "sec-fetch-mode": "navigate",
  "sec-fetch-dest": "document",
};
/** Longer than an origin has for the head of an answer. */
const HANG_TEST_MILLISECONDS = 60_000;

/** A server whose origin, at a port of its own, is not there yet. */
async function withoutOrigin(): Promise<TestServer> {
  const url = `http://127.0.0.1:${ORIGIN_PORT}`;
  const running = await startWithOrigin(() => ({ films: { kind: "vod", origin: { url } } }));
  onTestFinished(() => running.stop());
  return running.server;
}

/** The origin comes up. */
async function originComesUp(): Promise<TestOrigin> {
  const origin = await startOrigin(ORIGIN_PORT);
  onTestFinished(() => origin.close().catch(() => undefined));
  return origin;
}

async function healthOf(server: TestServer): Promise<unknown> {
  const { body } = await server.api("GET", "/v1/applications/films");
  return body.origin_health;
}

test("while the origin is down a program is told so in JSON, its health says so, and no token is spent", async () => {
  const server = await withoutOrigin();
  expect(await healthOf(server)).toBeNull();
  const viewer = createViewer(server);
  const token = await server.mint({ target: { streams: ["films/clip"] } });
  const path = entryPath("films/clip", "hls", token);
  for (let i = 0; i < 3; i += 1) {
    const reply = await viewer.ask(path);
    expect([reply.status, reply.reason]).toEqual([502, "origin-unreachable"]);
    expect(reply.headers["content-type"]).toBe("application/json");
  }
  expect(await healthOf(server)).toMatchObject({
    state: "down",
    consecutive_failures: 3,
    last_answer_at: null,
    last_failure: { reason: "origin-unreachable" },
  });
  expect(server.output()).toContain('"event":"origin-lost"');
  expect(await usesOf(server, token)).toBe(0);
  const origin = await originComesUp();
  origin.set("/clip/index.m3u8", (_, response) => response.writeHead(404).end());
  // A 404 is an answer: the origin is there.
  expect((await viewer.ask(path)).status).toBe(404);
  expect(await healthOf(server)).toMatchObject({ state: "up", consecutive_failures: 0 });
  expect(server.output()).toContain('"event":"origin-back"');
});

test("an origin that says nothing is a 504, for whoever is waiting and for nobody else", {
  timeout: HANG_TEST_MILLISECONDS,
}, async () => {
  const server = await withoutOrigin();
  const origin = await originComesUp();
  origin.set("/clip/index.m3u8", () => undefined);
  const viewer = createViewer(server);
  const token = await server.mint({ target: { streams: ["films/clip"] } });
  const reply = await viewer.ask(entryPath("films/clip", "hls", token));
  expect([reply.status, reply.reason]).toEqual([504, "origin-timeout"]);
  expect(await usesOf(server, token)).toBe(0);
});

test("under a session a person gets a page and a program JSON, with the same reference of the same refusal", async () => {
  const server = await withoutOrigin();
  const origin = await originComesUp();
  putStream(origin, "/clip", "vod");
  const viewer = createViewer(server);
  const token = await server.mint({ target: { streams: ["films/clip"] } });
  const playlist = await enter(viewer, entryPath("films/clip", "hls", token));
  await origin.close();
  const program = await viewer.ask(playlist);
  expect([program.status, program.reason]).toEqual([502, "origin-unreachable"]);
  const person = await viewer.ask(playlist, { headers: PERSON });
  expect(person.status).toBe(502);
  expect(person.headers["content-type"]).toMatch(/^text\/html/);
  expect(person.text).toContain("Not playable right now");
  expect(person.headers["sluice-ref"]).toBe(program.headers["sluice-ref"]);
  for (const { headers } of [program, person]) expect(headers["cache-control"]).toContain("no-store");
});

describeWithPeers(["ffmpeg"], "FFmpeg at an origin that comes back", () => {
  test("plays with the very link that it could not play before", async () => {
    const server = await withoutOrigin();
    const token = await server.mint({ target: { streams: ["films/clip"] } });
    const url = `${server.url}${entryPath("films/clip", "hls", token)}`;
    expect(await play(url)).toMatchObject({ isPlayed: false, said: expect.stringContaining("5XX") });
    expect(await usesOf(server, token)).toBe(0);
    const origin = await originComesUp();
    serveClip(origin);
    expect(await play(url)).toEqual({ isPlayed: true, said: "" });
    expect(await usesOf(server, token)).toBe(1);
  });
});

/** Every file of the clip, whatever is asked for below `/clip/`. */
function serveClip(origin: TestOrigin): void {
  for (const name of clipFiles("index.m3u8")) {
    const bytes = readFileSync(CLIP + name);
    const type = TYPES[name.slice(name.lastIndexOf(".") + 1)] ?? "application/octet-stream";
    origin.set(`/clip/${name}`, (request, response) => {
      response.writeHead(200, { "content-type": type, "content-length": bytes.length });
      response.end(request.method === "HEAD" ? undefined : bytes);
    });
  }
}

/** A playlist and everything that it names, at any depth. */
function clipFiles(playlist: string): readonly string[] {
  const folder = playlist.slice(0, playlist.lastIndexOf("/") + 1);
  const text = readFileSync(CLIP + playlist, "utf8");
  const named = [...text.matchAll(/^(?!#)\S+$|URI="([^"]+)"/gm)].map(([line, uri]) => folder + (uri ?? line));
  const below = named.filter(name => name.endsWith(".m3u8")).flatMap(clipFiles);
  return [...new Set([playlist, ...named, ...below])];
}

async function play(url: string): Promise<{ readonly isPlayed: boolean; readonly said: string }> {
  const args = ["-v", "error", "-i", url, "-t", "8", "-c", "copy", "-f", "null", "-"];
  const ffmpeg = spawn(requirePeer("ffmpeg").path, args, { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  ffmpeg.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const [code] = await once(ffmpeg, "exit");
  return { isPlayed: code === 0, said };
}
