import { once } from "node:events";
import { PassThrough, Readable } from "node:stream";
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { createSegmentMemory } from "./segment-memory.ts";
import { SharedBody } from "./shared-body.ts";

const KIB = 1024;

function joined(body: SharedBody): Readable {
  const stream = body.join();
  if (typeof stream === "string") throw new Error(`the body is ${stream}`);
  return stream;
}

async function lengthOf(stream: Readable): Promise<number> {
  let bytes = 0;
  for await (const piece of stream) bytes += piece.length;
  return bytes;
}

test("a body without a length that outgrows its room goes on to its readers, and takes no room", async () => {
  const memory = createSegmentMemory(1024 * KIB);
  const pieces = Array.from({ length: 300 }, (_, at) => Buffer.alloc(10 * KIB, at));
  const body = new SharedBody(Readable.from(pieces), memory, undefined);
  const lengths = await Promise.all([lengthOf(joined(body)), lengthOf(joined(body))]);
  expect(lengths).toEqual([3000 * KIB, 3000 * KIB]);
  expect(await body.ended).toEqual({ outcome: "passed" });
  expect(memory.usedBytes()).toBe(0);
  expect(body.join()).toBe("gone");
});

test("a body without an end waits for its fastest reader, and cuts one that does not read", async () => {
  const memory = createSegmentMemory(1024 * KIB);
  let sent = 0;
  const source = new Readable({
    read() {
      sent += 64 * KIB;
      this.push(Buffer.alloc(64 * KIB));
    },
  });
  const body = new SharedBody(source, memory, undefined);
  const [fast, slow] = [joined(body), joined(body)];
  const cut = once(slow, "error");
  const closed = once(fast, "close");
  await setTimeout(50);
  // Nobody reads: what fits has come, and then no more.
  expect(sent).toBeLessThan(2048 * KIB);
  let taken = 0;
  fast.on("data", (piece: Buffer) => {
    taken += piece.length;
    if (taken > 8192 * KIB) fast.destroy();
  });
  expect(String((await cut)[0])).toContain("too far behind");
  await closed;
  expect(source.destroyed).toBe(true);
  expect(await body.ended).toEqual({ outcome: "broken" });
  expect(memory.usedBytes()).toBe(0);
});

test("a body that fits is read to its end, however slow its readers are", async () => {
  const memory = createSegmentMemory(1024 * KIB);
  const source = new PassThrough();
  const body = new SharedBody(source, memory, 100 * KIB);
  memory.reserve(100 * KIB);
  const slow = joined(body);
  source.end(Buffer.alloc(100 * KIB, 7));
  expect(await body.ended).toMatchObject({ outcome: "whole" });
  expect(await lengthOf(slow)).toBe(100 * KIB);
  expect(await lengthOf(joined(body))).toBe(100 * KIB);
});

test("a body that is longer than the origin has said is cut at no reader, and not kept", async () => {
  const memory = createSegmentMemory(1024 * KIB);
  memory.reserve(10);
  const body = new SharedBody(Readable.from([Buffer.alloc(20)]), memory, 10);
  expect(await lengthOf(joined(body))).toBe(20);
  expect(await body.ended).toEqual({ outcome: "passed" });
  expect(memory.usedBytes()).toBe(0);
});

test("whoever comes right after the last reader has left is not given the body that is ending", async () => {
  const body = new SharedBody(new PassThrough(), createSegmentMemory(1024 * KIB), undefined);
  joined(body).destroy();
  // In the same turn the source has not said yet that it is closed.
  await Promise.resolve();
  expect(body.join()).toBe("gone");
  expect(await body.ended).toEqual({ outcome: "broken" });
  expect(body.join()).toBe("gone");
});
