import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { moveSegment } from "./segment-time.ts";

const clip = join(import.meta.dirname, "../../../demo/clip");

test.each([
  ["v0", 12_800n],
  ["a0", 48_000n],
])(
  "a segment of %s moves by seconds of its own timescale, in tfdt and sidx, is numbered, and stays the same otherwise",
  (id, timescale) => {
    const segment = readFileSync(join(clip, id, "seg-1.m4s"));
    const before = Buffer.from(segment);
    const moved = Buffer.from(moveSegment(segment, { seconds: 1_800_000_000, fragmentNumber: 2 ** 32 + 7 }));
    expect(segment.equals(before)).toBe(true);
    for (const [box, offset] of [
      ["tfdt", 8],
      ["sidx", 16],
    ] as const) {
      const at = segment.indexOf(box) + offset;
      expect(moved.readBigUInt64BE(at) - segment.readBigUInt64BE(at)).toBe(timescale * 1_800_000_000n);
      segment.copy(moved, at, at, at + 8);
    }
    const mfhd = segment.indexOf("mfhd") + 8;
    expect(moved.readUInt32BE(mfhd)).toBe(7);
    segment.copy(moved, mfhd, mfhd, mfhd + 4);
    expect(moved.equals(segment)).toBe(true);
  },
);

test.each([
  ["no boxes", Buffer.from("hello, world")],
  ["nothing", Buffer.alloc(0)],
  ["a box that is longer than the segment", Buffer.from("000000ff73696478", "hex")],
  ["a box of size 0", Buffer.alloc(64)],
])("%s is refused", (_, bytes) =>
  expect(() => moveSegment(bytes, { seconds: 1, fragmentNumber: 1 })).toThrow(RangeError),
);
