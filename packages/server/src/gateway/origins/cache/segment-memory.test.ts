import { expect, test } from "vitest";
import { holdMedia, type KeptMedia } from "./kept-media.ts";
import { createSegmentMemory, type SegmentMemory, type SegmentRoom } from "./segment-memory.ts";

const KIB = 1024;

function media(bytes: number): KeptMedia {
  const head = { status: 200, contentType: "video/mp2t", holders: 0, whenIdle: undefined } as const;
  return { ...head, bytes: Buffer.alloc(bytes), freshUntilMilliseconds: 0 };
}

function keep(memory: SegmentMemory, room: SegmentRoom, key: string, bytes: number): void {
  if (memory.reserve(bytes)) room.keep(key, media(bytes));
}

test("a flood of distinct segments, large, small and empty, stays within the bound", () => {
  const memory = createSegmentMemory(1024 * KIB);
  const room = memory.openRoom();
  for (let at = 0; at < 20_000; at += 1) {
    keep(memory, room, `flood/${at}.ts`, [100 * KIB, 1, 0, 7 * KIB][at % 4] ?? 0);
    expect(memory.usedBytes()).toBeLessThanOrEqual(1024 * KIB);
  }
  expect(memory.count()).toBeLessThan(1024);
  room.close();
  expect(memory.usedBytes()).toBe(0);
  expect(memory.count()).toBe(0);
});

test("a segment that many ask for outlives a flood of those that nobody asks for twice", () => {
  const memory = createSegmentMemory(1024 * KIB);
  const room = memory.openRoom();
  keep(memory, room, "popular.ts", 100 * KIB);
  room.get("popular.ts");
  for (let at = 0; at < 1_000; at += 1) keep(memory, room, `flood/${at}.ts`, 100 * KIB);
  expect(room.get("popular.ts")).toBeDefined();
});

test("what was popular once goes, too, when other things are", () => {
  const memory = createSegmentMemory(1024 * KIB);
  const room = memory.openRoom();
  for (let at = 0; at < 100; at += 1) {
    keep(memory, room, `${at}.ts`, 100 * KIB);
    room.get(`${at}.ts`);
  }
  expect(room.get("0.ts")).toBeUndefined();
  expect(room.get("99.ts")).toBeDefined();
});

test("a segment under a key that is known takes the other's place", () => {
  const memory = createSegmentMemory(1024 * KIB);
  const room = memory.openRoom();
  keep(memory, room, "1.ts", 100 * KIB);
  room.get("1.ts");
  const before = memory.usedBytes();
  keep(memory, room, "1.ts", 100 * KIB);
  expect(memory.usedBytes()).toBe(before);
  room.forget("1.ts");
  expect(memory.usedBytes()).toBe(0);
});

test("rooms do not see each other, and a closed one keeps nothing", () => {
  const memory = createSegmentMemory(1024 * KIB);
  const [one, other] = [memory.openRoom(), memory.openRoom()];
  keep(memory, one, "1.ts", KIB);
  expect(other.get("1.ts")).toBeUndefined();
  one.close();
  keep(memory, one, "1.ts", KIB);
  expect(one.get("1.ts")).toBeUndefined();
  expect(memory.usedBytes()).toBe(0);
});

test("a segment that is gone counts until the last who is being sent it has it", () => {
  const memory = createSegmentMemory(1024 * KIB);
  const room = memory.openRoom();
  keep(memory, room, "1.ts", 100 * KIB);
  const kept = room.get("1.ts");
  if (kept === undefined) throw new Error("it was not kept");
  const [one, other] = [holdMedia(kept), holdMedia(kept)];
  const before = memory.usedBytes();
  room.forget("1.ts");
  one();
  expect(memory.usedBytes()).toBe(before);
  other();
  expect(memory.usedBytes()).toBe(0);
});

test("what is being fetched counts: more than the bound is never reserved", () => {
  const memory = createSegmentMemory(1024 * KIB);
  expect(memory.reserve(1000 * KIB)).toBe(true);
  expect(memory.reserve(100 * KIB)).toBe(false);
  memory.release(1000 * KIB);
  expect(memory.reserve(1025 * KIB)).toBe(false);
  expect(memory.usedBytes()).toBe(0);
});
