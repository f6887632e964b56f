import { once } from "node:events";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import type { Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AttackedServer, startAttackedServer } from "./bad-input/attacked-server.ts";
import { expectJsonRefusal } from "./bad-input/expect-refusal.ts";
import { handleOf } from "./bad-input/named-credentials.ts";
import { openSocket, parseAnswer, rawRequest } from "./bad-input/raw-request.ts";
import { ADMIN_KEY } from "./support/sluice.ts";

const SECOND = 1_000;
const MEGABYTE = 1024 * 1024;
/** A healthy answer comes in milliseconds; this is for a busy test machine. */
const SOON_MILLISECONDS = 5 * SECOND;
/** 15 s for headers, looked at every 5 s, and a little. */
const HEADERS_GIVEN_UP_MILLISECONDS = 40 * SECOND;

let server: AttackedServer;
let media: string;
let film: Buffer;

beforeAll(async () => {
  server = await startAttackedServer();
  film = Buffer.from(noise(1).repeat(12_000), "latin1");
  writeFileSync(join(server.home, "media/clip/long.mp4"), film);
  const { token } = await server.mint({ kind: "access", target: { streams: ["files/clip"] } });
  media = `/s/${await handleOf(server, token, "files/clip")}/files/clip/long.mp4`;
  await expectServed();
});
afterAll(() => server.stop());

/** Others are served, and soon. */
async function expectServed(): Promise<void> {
  const started = Date.now();
  const { status, body } = await server.api("GET", "/v1/health");
  expect({ status, health: body["status"] }).toEqual({ status: 200, health: "ok" });
  const part = await rawRequest(server.url, { target: media, headers: [["Range", "bytes=0-99"]] });
  expect(part.status).toBe(206);
  expect(Date.now() - started).toBeLessThan(SOON_MILLISECONDS);
}

function openDescriptors(): number {
  return readdirSync(`/proc/${server.process.pid}/fd`).length;
}

function residentBytes(): number {
  const status = readFileSync(`/proc/${server.process.pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
}

/** Runs an attack and waits until the server has as few files and sockets open as before it. */
async function leavesNothingOpen(attack: () => Promise<void>): Promise<void> {
  // Connections of earlier requests close a moment later.
  await sleep(200);
  const before = openDescriptors();
  expect(before).toBeGreaterThan(10);
  await attack();
  await expect.poll(openDescriptors, { timeout: 10 * SECOND, interval: 50 }).toBeLessThanOrEqual(before + 2);
}

interface Attacker {
  readonly socket: Socket;
  /** Resolves to everything that was received, Latin-1, when the connection is over. */
  readonly over: Promise<string>;
}

function attacker(firstBytes: string): Attacker {
  const socket = openSocket(server.url);
  let received = "";
  socket.on("data", chunk => {
    received += chunk.toString("latin1");
  });
  socket.on("error", () => undefined);
  const over = new Promise<string>(resolve => socket.on("close", () => resolve(received)));
  if (firstBytes !== "") socket.write(firstBytes, "latin1");
  return { socket, over };
}

function many(count: number, firstBytes: (index: number) => string): Attacker[] {
  return Array.from({ length: count }, (_, index) => attacker(firstBytes(index)));
}

async function leave(attackers: readonly Attacker[]): Promise<void> {
  for (const { socket } of attackers) socket.destroy();
  await Promise.all(attackers.map(({ over }) => over));
}

const download = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;

describe("others are served, and nothing stays open, during and after", () => {
  test("500 connections that say nothing", async () => {
    await leavesNothingOpen(async () => {
      const idle = many(500, () => "");
      await expect.poll(openDescriptors).toBeGreaterThan(500);
      await expectServed();
      await leave(idle);
    });
  });

  test("100 requests whose body never comes", async () => {
    await leavesNothingOpen(async () => {
      const waiting = many(100, index => {
        const path = index % 2 === 0 ? "/v1/tokens" : "/s";
        const key = `Authorization: Bearer ${ADMIN_KEY}\r\n`;
        return `POST ${path} HTTP/1.1\r\nHost: x\r\n${key}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"a":`;
      });
      await sleep(200);
      await expectServed();
      await leave(waiting);
    });
  });

  test("200 downloads that are broken off in the middle", async () => {
    const resident = residentBytes();
    await leavesNothingOpen(async () => {
      for (let round = 0; round < 10; round += 1) {
        const viewers = many(20, () => download(media));
        await Promise.all(viewers.map(({ socket }) => once(socket, "data").then(() => socket.pause())));
        await leave(viewers);
      }
      await expectServed();
    });
    expect(residentBytes() - resident).toBeLessThan(150 * MEGABYTE);
  });

  test("50 viewers who ask for a film and read nothing of it", async () => {
    const resident = residentBytes();
    await leavesNothingOpen(async () => {
      const segment = download(media.replace("long.mp4", "clip.mp4"));
      const stalled = many(50, index => (index % 2 === 0 ? download(media) : segment).repeat(40));
      for (const { socket } of stalled) socket.pause();
      await sleep(500);
      await expectServed();
      // At most the one answer that is being sent, on each: not the forty that were asked for.
      expect(residentBytes() - resident).toBeLessThan(150 * MEGABYTE);
      await leave(stalled);
    });
  });

  test("200 connections that send noise", async () => {
    await leavesNothingOpen(async () => {
      const noisy = many(200, index => noise(index + 1));
      await Promise.all(noisy.map(({ socket }) => once(socket, "connect")));
      await expectServed();
      await sleep(300);
      await leave(noisy);
    });
  });

  test("200 connections that end in the middle of a request", async () => {
    await leavesNothingOpen(async () => {
      const cut = many(200, index => download(`${media}?x=${"y".repeat(index)}`).slice(0, 20 + index));
      for (const { socket } of cut) socket.end();
      await expectServed();
      await Promise.all(cut.map(({ over }) => over));
    });
  });
});

test("who sends headers too slowly is told so and shut out, whatever trickles in", async () => {
  await leavesNothingOpen(async () => {
    const slow = many(50, index =>
      index % 2 === 0 ? "GET /demo/clip/index.m3u8 HTTP/1.1\r\nX-Slow: " : "GE",
    );
    const trickle = setInterval(() => {
      for (const { socket } of slow) if (socket.writable) socket.write("a");
    }, SECOND);
    const started = Date.now();
    const answers = await Promise.all(slow.map(({ over }) => over));
    clearInterval(trickle);
    expect(Date.now() - started).toBeLessThan(HEADERS_GIVEN_UP_MILLISECONDS);
    const [whileReadingHeaders = ""] = answers;
    expectJsonRefusal(parseAnswer(whileReadingHeaders), { status: 408, reason: "request-timeout" });
  });
});

describe("requests in one go", () => {
  test("are answered in their order", async () => {
    const paths = Array.from({ length: 50 }, (_, index) => `/v1/nothing-${index}?${index}`);
    const last = "GET /v1/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    const { over } = attacker(paths.map(download).join("") + last);
    const received = await over;
    expect(received.match(/HTTP\/1\.1 404 /g)).toHaveLength(50);
    expect(received.indexOf('"status":"ok"')).toBeGreaterThan(received.lastIndexOf("HTTP/1.1 404 "));
  });

  test("by the thousand cost their own connection only", async () => {
    const { over } = attacker(download("/v1/health").repeat(5_000));
    await expectServed();
    const answers = (await over).match(/HTTP\/1\.1 200 /g) ?? [];
    expect(answers.length).toBeLessThan(5_000);
    await expectServed();
  });

  test("with nonsense behind them are answered up to the nonsense", async () => {
    const { over } = attacker(`${download("/v1/health")}\u0000\u0001 nonsense\r\n\r\n`);
    expect(await over).toMatch(/^(HTTP\/1\.1 200 OK|HTTP\/1\.1 400 Bad Request|$)/);
    await expectServed();
  });

  test("nonsense during a download never gets between the media's bytes", async () => {
    const { socket, over } = attacker(download(media));
    // Too slow a reader for the whole film to have left already.
    socket.once("data", () => {
      socket.pause();
      socket.write("nonsense\r\n\r\n");
      setTimeout(() => socket.resume(), SECOND / 2);
    });
    const received = await over;
    const body = Buffer.from(received.slice(received.indexOf("\r\n\r\n") + 4), "latin1");
    expect(received).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(body.length).toBeLessThan(film.length);
    expect(body.equals(film.subarray(0, body.length))).toBe(true);
  });
});

test("the server is the one that was started, and has met no fault of its own", () => {
  expect(server.process.exitCode).toBe(null);
  expect(server.output()).not.toContain('"level":50');
  expect(server.output()).not.toContain("a request failed");
});

/** 2,000 bytes from a small generator (mulberry32), the same in every run. */
function noise(seed: number): string {
  let state = seed;
  return Array.from({ length: 2_000 }, () => {
    state = (state + 0x6d2b79f5) | 0;
    const mixed = Math.imul(state ^ (state >>> 15), state | 1);
    return String.fromCharCode((mixed ^ (mixed >>> 14)) & 255);
  }).join("");
}
