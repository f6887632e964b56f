import { describe, expect, test } from "vitest";
import {
  isReservedApplicationName,
  isReservedOrganizationCode,
  isReservedStreamId,
  RESERVED_FIRST_SEGMENTS,
  RESERVED_IN_APPLICATION,
} from "./reserved-words.ts";

describe("reserved words", () => {
  test("the first segment of every route of Sluice is no application's name", () => {
    for (const word of RESERVED_FIRST_SEGMENTS) expect(isReservedApplicationName(word)).toBe(true);
    for (const name of ["live", "vod", "demo", "LiveApp"])
      expect(isReservedApplicationName(name)).toBe(false);
  });

  test("no stream's id begins with a word that is a route inside its application", () => {
    for (const word of RESERVED_IN_APPLICATION) {
      expect(isReservedStreamId(word)).toBe(true);
      expect(isReservedStreamId(`${word}/clip`)).toBe(true);
    }
    expect(isReservedStreamId("clip")).toBe(false);
    expect(isReservedStreamId("2026/previews")).toBe(false);
  });

  test("a longer id never takes the WHIP or WHEP door of a shorter one", () => {
    expect(isReservedStreamId("cam/whip")).toBe(true);
    expect(isReservedStreamId("cam/whep/x")).toBe(true);
  });

  test("organization codes that are routes are reserved", () => {
    expect(isReservedOrganizationCode("splay")).toBe(true);
    expect(isReservedOrganizationCode("demo")).toBe(false);
  });
});
