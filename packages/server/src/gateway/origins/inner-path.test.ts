import { describe, expect, test } from "vitest";
import { innerPath } from "./inner-path.ts";

describe("innerPath", () => {
  test("a plain path is its segments", () => {
    expect(innerPath("clip/v0/seg-1.m4s")).toEqual(["clip", "v0", "seg-1.m4s"]);
    expect(innerPath("ä b/…/a..b")).toEqual(["ä b", "…", "a..b"]);
  });

  test.each(["", "/etc/passwd", "a//b", "a/", "..", "a/../b", "./a", "a/.", "a\\..\\b", "a\0b", "a\nb"])(
    "%o is refused",
    path => expect(innerPath(path)).toBeUndefined(),
  );
});
