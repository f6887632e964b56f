import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { folderOrigin } from "./folder.ts";
import type { OriginReply, OriginRequest } from "./origin.ts";

const MIB = 1024 * 1024;
const large = Buffer.alloc(3 * MIB, "0123456789abcdef");
let base: string;
let root: string;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "folder-origin-"));
  root = join(base, "media");
  mkdirSync(join(root, "clip"), { recursive: true });
  writeFileSync(join(root, "clip/a.mp4"), "0123456789");
  writeFileSync(join(root, "clip/large.mp4"), large);
  writeFileSync(join(base, "secret.mp4"), "secret");
});

afterEach(() => rmSync(base, { recursive: true }));

function open(path: string, more: Partial<OriginRequest> = {}): Promise<OriginReply> {
  return folderOrigin({ root }).open({ method: "GET", path, signal: new AbortController().signal, ...more });
}

async function bytesOf(reply: OriginReply): Promise<Buffer> {
  if (reply.outcome !== "media" || reply.body === undefined) throw new Error("no body");
  return reply.body instanceof Readable ? buffer(reply.body) : Buffer.from(reply.body);
}

const notFound = { outcome: "unavailable", reason: "media-not-found" };

describe("a file of a folder origin", () => {
  test("is served whole with type, size, validator and date", async () => {
    utimesSync(join(root, "clip/a.mp4"), 1_800_000_000, 1_800_000_000);
    const reply = await open("clip/a.mp4");
    expect(reply).toMatchObject({
      outcome: "media",
      status: 200,
      contentType: "video/mp4",
      contentLength: 10,
    });
    expect(reply).toMatchObject({
      etag: '"a-18fae27693b40000"',
      lastModified: "Fri, 15 Jan 2027 08:00:00 GMT",
    });
    expect((await bytesOf(reply)).toString()).toBe("0123456789");
  });

  test("answers HEAD with the head alone, and ignores a range there", async () => {
    const reply = await open("clip/a.mp4", { method: "HEAD", range: { start: 1, end: 2 } });
    expect(reply).toMatchObject({ status: 200, contentLength: 10, body: undefined });
  });

  test("answers a range with its bytes", async () => {
    const reply = await open("clip/a.mp4", { range: { start: 2, end: 1e300 } });
    expect(reply).toMatchObject({ status: 206, contentLength: 8, contentRange: "bytes 2-9/10" });
    expect((await bytesOf(reply)).toString()).toBe("23456789");
  });

  test("answers a range with the whole once the client's part is of an older version", async () => {
    const first = await open("clip/a.mp4");
    if (first.outcome !== "media") throw new Error("no media");
    const range = { start: 2, end: 3 };
    for (const ifRange of [first.etag, first.lastModified]) {
      expect(await open("clip/a.mp4", { range, ifRange })).toMatchObject({ status: 206, contentLength: 2 });
    }
    for (const ifRange of [`W/${first.etag}`, '"other"', "Thu, 01 Jan 1970 00:00:01 GMT"]) {
      const reply = await open("clip/a.mp4", { range, ifRange });
      expect(reply).toMatchObject({ status: 200, contentLength: 10 });
    }
    const behind = await open("clip/a.mp4", { range: { start: 99, end: undefined }, ifRange: '"other"' });
    expect(behind).toMatchObject({ status: 200 });
  });

  test("answers a range behind its end with its size", async () => {
    const reply = await open("clip/a.mp4", { range: { start: 10, end: undefined } });
    expect(reply).toEqual({ outcome: "unavailable", reason: "range-not-satisfiable", totalBytes: 10 });
  });

  test("is not sent again to who has it, and is sent once it has changed", async () => {
    const first = await open("clip/a.mp4");
    const ifNoneMatch = first.outcome === "media" ? first.etag : undefined;
    expect(await open("clip/a.mp4", { ifNoneMatch })).toMatchObject({ status: 304, body: undefined });
    utimesSync(join(root, "clip/a.mp4"), 1, 1);
    expect(await open("clip/a.mp4", { ifNoneMatch })).toMatchObject({ status: 200 });
  });

  test("may be empty", async () => {
    writeFileSync(join(root, "empty.vtt"), "");
    const reply = await open("empty.vtt");
    expect(reply).toMatchObject({ status: 200, contentLength: 0 });
    expect(await bytesOf(reply)).toHaveLength(0);
  });

  test("above 1 MiB is a stream with the right bytes, whole and in part", async () => {
    const whole = await open("clip/large.mp4");
    expect(whole.outcome === "media" && whole.body instanceof Readable).toBe(true);
    expect(large.equals(await bytesOf(whole))).toBe(true);
    const part = await open("clip/large.mp4", { range: { start: 5, end: 2 * MIB } });
    expect(large.subarray(5, 2 * MIB + 1).equals(await bytesOf(part))).toBe(true);
  });
});

describe("a folder origin gives away nothing else:", () => {
  test.each(["", "/", "/etc/passwd", "../secret.mp4", "clip/../../secret.mp4", "a\0.mp4", "clip//a.mp4"])(
    "the path %o is not found",
    async path => expect(await open(path)).toEqual(notFound),
  );

  test("a missing file, a folder, also one named like media, and a path through a file are not found", async () => {
    mkdirSync(join(root, "folder.mp4"));
    for (const path of ["clip/b.mp4", "clip", "folder.mp4", "clip/a.mp4/b.mp4", `${"x".repeat(300)}.mp4`]) {
      expect(await open(path)).toEqual(notFound);
    }
  });

  test("a type that is not media is refused whether or not the file exists", async () => {
    writeFileSync(join(root, "page.html"), "x");
    const refused = { outcome: "unavailable", reason: "media-type-refused" };
    expect(await open("page.html")).toEqual(refused);
    expect(await open("none.html")).toEqual(refused);
  });

  test("dot files and what lies in dot folders are not found", async () => {
    mkdirSync(join(root, ".git"));
    writeFileSync(join(root, ".git/a.mp4"), "x");
    writeFileSync(join(root, ".a.mp4"), "x");
    expect(await open(".git/a.mp4")).toEqual(notFound);
    expect(await open(".a.mp4")).toEqual(notFound);
  });

  test("links are followed inside the folder and lead nowhere outside of it", async () => {
    symlinkSync("a.mp4", join(root, "clip/inside.mp4"));
    symlinkSync(join(base, "secret.mp4"), join(root, "outside.mp4"));
    symlinkSync(base, join(root, "up"));
    symlinkSync("loop.mp4", join(root, "loop.mp4"));
    expect(await open("clip/inside.mp4")).toMatchObject({ status: 200 });
    for (const path of ["outside.mp4", "up/secret.mp4", "loop.mp4"])
      expect(await open(path)).toEqual(notFound);
  });

  test("a folder beside the root that begins with the root's name is outside", async () => {
    mkdirSync(`${root}-private`);
    writeFileSync(`${root}-private/a.mp4`, "x");
    symlinkSync(`${root}-private`, join(root, "beside"));
    expect(await open("beside/a.mp4")).toEqual(notFound);
  });

  test("a FIFO is not found and blocks nobody", async () => {
    execFileSync("mkfifo", [join(root, "pipe.ts")]);
    expect(await open("pipe.ts")).toEqual(notFound);
  });
});

test("the root may be a link, and may be pointed at another folder while the server runs", async () => {
  const link = join(base, "current");
  symlinkSync("media", link);
  const origin = folderOrigin({ root: link });
  const request: OriginRequest = { method: "GET", path: "a.mp4", signal: new AbortController().signal };
  expect(await origin.open(request)).toEqual(notFound);
  rmSync(link);
  symlinkSync("media/clip", link);
  expect(await origin.open(request)).toMatchObject({ status: 200 });
});

test("a root that does not exist has no media", async () => {
  rmSync(root, { recursive: true });
  expect(await open("clip/a.mp4")).toEqual(notFound);
});

describe("file handles are closed", () => {
  const openFiles = () => readdirSync("/proc/self/fd").length;

  test.skipIf(process.platform !== "linux")("after every kind of answer", async () => {
    await open("clip/a.mp4");
    const before = openFiles();
    for (let i = 0; i < 20; i += 1) {
      await open("clip/a.mp4");
      await open("clip/a.mp4", { method: "HEAD" });
      await open("clip/a.mp4", { range: { start: 99, end: undefined } });
      await open("clip/a.mp4", { ifNoneMatch: "*" });
      await bytesOf(await open("clip/large.mp4"));
      await open("clip/large.mp4", { signal: AbortSignal.abort() });
    }
    await expect.poll(openFiles).toBe(before);
  });

  test.skipIf(process.platform !== "linux")(
    "when the client goes away before or while it reads",
    async () => {
      const before = openFiles();
      for (const chunks of [0, 1]) {
        const controller = new AbortController();
        const reply = await open("clip/large.mp4", { signal: controller.signal });
        if (reply.outcome !== "media" || !(reply.body instanceof Readable)) throw new Error("no stream");
        if (chunks === 1) await reply.body[Symbol.asyncIterator]().next();
        controller.abort();
        expect(reply.body.destroyed).toBe(true);
      }
      await expect.poll(openFiles).toBe(before);
    },
  );
});
