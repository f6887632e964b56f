import { describe, expect, test } from "vitest";
import { FragmentReader } from "./fragments.ts";

function box(type: string, content = ""): Buffer {
  const bytes = Buffer.alloc(8 + content.length);
  bytes.writeUInt32BE(bytes.length, 0);
  bytes.write(type + content, 4, "latin1");
  return bytes;
}

const init = Buffer.concat([box("ftyp", "iso5"), box("moov", "tracks")]);
const parts = ["one", "two"].map(name => Buffer.concat([box("moof", name), box("mdat", `${name} media`)]));

describe("a stream of fragmented MP4", () => {
  test.each([1, 3, 7, 1000])("falls into its beginning and its parts, %d bytes at a time", size => {
    const whole = Buffer.concat([init, ...parts]);
    const reader = new FragmentReader();
    const found = [];
    for (let at = 0; at < whole.length; at += size) found.push(...reader.read(whole.subarray(at, at + size)));
    expect(found).toEqual([
      { kind: "init", bytes: init },
      { kind: "part", bytes: parts[0] },
      { kind: "part", bytes: parts[1] },
    ]);
  });

  test("gives nothing of a part whose media have not come whole", () => {
    expect(
      new FragmentReader().read(Buffer.concat([box("moof"), box("mdat", "long").subarray(0, 9)])),
    ).toEqual([]);
  });

  test("that is none is refused", () => {
    expect(() => new FragmentReader().read(Buffer.alloc(16))).toThrow("a box of 0 bytes");
  });
});
