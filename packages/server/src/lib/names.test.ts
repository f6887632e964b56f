import { describe, expect, test } from "vitest";
import { isApplicationName, isNameSegment, isRegisteredStreamId } from "./names.ts";

describe("isApplicationName", () => {
  test.each(["live", "LiveApp", "0", "a".repeat(64), "a-b_c"])("%s is a name", name =>
    expect(isApplicationName(name)).toBe(true),
  );

  test.each(["", "-live", "_live", ".live", "a".repeat(65), "a.b", "a/b", "a b", "é", "live\n"])(
    "%j is no name",
    name => expect(isApplicationName(name)).toBe(false),
  );
});

describe("isNameSegment", () => {
  test("dots are allowed but never alone, so no name climbs out of a folder", () => {
    expect(isNameSegment("v1.0..2")).toBe(true);
    expect(isNameSegment("...")).toBe(true);
    expect(isNameSegment(".")).toBe(false);
    expect(isNameSegment("..")).toBe(false);
  });
});

describe("isRegisteredStreamId", () => {
  test.each(["clip", "2026/derby/cam-1", "a".repeat(128)])("%s is an id", id =>
    expect(isRegisteredStreamId(id)).toBe(true),
  );

  test.each(["", "/clip", "clip/", "a//b", "a/../b", "a/./b", "a\\b", "a%2fb", "a".repeat(129), "a?b"])(
    "%j is no id",
    id => expect(isRegisteredStreamId(id)).toBe(false),
  );

  test("an id of more than 512 characters is refused however short its segments", () => {
    expect(isRegisteredStreamId(Array(257).fill("a").join("/"))).toBe(false);
  });
});
