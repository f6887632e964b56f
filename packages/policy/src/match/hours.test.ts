import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type OpenHours, weekdays } from "../limit-types.ts";
import { describeWindow, minuteOf, openWindow } from "./hours.ts";
import { isTimeZone, localTime } from "./local-time.ts";

const at = (iso: string): number => Date.parse(iso) / 1000;
const isOpen = (window: OpenHours, iso: string): boolean => openWindow([window], at(iso)) !== undefined;

const office: OpenHours = { days: ["mon", "tue"], from: "09:00", to: "17:30", timeZone: "Europe/Berlin" };
const night: OpenHours = { days: ["fri"], from: "22:00", to: "02:00", timeZone: "Europe/Berlin" };

describe("a window of hours", () => {
  test("begins with its first minute and is over at its last", () => {
    // 2026-11-23 is a Monday; Berlin is one hour ahead.
    expect(isOpen(office, "2026-11-23T07:59:59Z")).toBe(false);
    expect(isOpen(office, "2026-11-23T08:00:00Z")).toBe(true);
    expect(isOpen(office, "2026-11-23T16:29:59Z")).toBe(true);
    expect(isOpen(office, "2026-11-23T16:30:00Z")).toBe(false);
    expect(isOpen(office, "2026-11-25T10:00:00Z")).toBe(false);
  });

  test("over midnight belongs to the day on which it begins", () => {
    expect(isOpen(night, "2026-11-20T20:59:59Z")).toBe(false);
    expect(isOpen(night, "2026-11-20T21:00:00Z")).toBe(true);
    expect(isOpen(night, "2026-11-21T00:59:59Z")).toBe(true);
    expect(isOpen(night, "2026-11-21T01:00:00Z")).toBe(false);
    expect(isOpen(night, "2026-11-20T00:30:00Z")).toBe(false);
    expect(isOpen(night, "2026-11-21T21:30:00Z")).toBe(false);
    expect(isOpen({ ...night, days: ["sun"] }, "2026-11-23T00:30:00Z")).toBe(true);
  });

  test("goes by the clock on the wall in summer as in winter", () => {
    expect(isOpen(office, "2026-07-06T07:00:00Z")).toBe(true);
    expect(isOpen(office, "2026-07-06T15:30:00Z")).toBe(false);
  });

  test("in the hour that is left out is nobody's, in the hour that comes twice is open twice", () => {
    const early: OpenHours = { from: "02:00", to: "03:00", timeZone: "Europe/Berlin" };
    for (const iso of ["2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z", "2026-03-29T01:30:00Z"]) {
      expect(isOpen(early, iso)).toBe(false);
    }
    for (const iso of ["2026-10-25T00:00:00Z", "2026-10-25T00:59:59Z", "2026-10-25T01:30:00Z"]) {
      expect(isOpen(early, iso)).toBe(true);
    }
    expect(isOpen(early, "2026-10-25T02:00:00Z")).toBe(false);
  });

  test("reaches from midnight to midnight as 00:00 to 24:00, and for a whole day from a minute to the same", () => {
    const hours = fc.integer({ min: 0, max: 4_000_000_000 });
    fc.assert(
      fc.property(hours, second => {
        expect(
          openWindow([{ from: "00:00", to: "24:00", timeZone: "Asia/Kathmandu" }], second),
        ).toBeDefined();
        expect(openWindow([{ from: "08:00", to: "08:00" }], second)).toBeDefined();
      }),
    );
  });

  test("and the one that it leaves over share every second: it is in one of both, never in both", () => {
    const clock = fc
      .integer({ min: 0, max: 1439 })
      .map(minute => new Date(minute * 60_000).toISOString().slice(11, 16));
    const zone = fc.constantFrom("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe");
    fc.assert(
      fc.property(
        clock,
        clock,
        zone,
        fc.integer({ min: 0, max: 4_000_000_000 }),
        (from, to, timeZone, second) => {
          fc.pre(from !== to);
          const inside = openWindow([{ from, to, timeZone }], second) !== undefined;
          const outside = openWindow([{ from: to, to: from, timeZone }], second) !== undefined;
          expect(inside).toBe(!outside);
        },
      ),
    );
  });

  test("on single days is open exactly when the window of all days is", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), second => {
        const window = { from: "20:00", to: "05:00", timeZone: "America/St_Johns" };
        const onOne = weekdays.filter(day => openWindow([{ ...window, days: [day] }], second));
        expect(onOne.length).toBe(openWindow([window], second) ? 1 : 0);
      }),
    );
  });

  test.each<[string, OpenHours]>([
    ["without any day", { days: [], from: "00:00", to: "24:00" }],
    ["with an hour that no clock shows", { from: "25:00", to: "26:00" }],
    ["with a time zone that nobody knows", { from: "00:00", to: "24:00", timeZone: "Mars/Olympus" }],
  ])("%s is never open", (_, window) => {
    expect(openWindow([window], at("2026-11-23T12:00:00Z"))).toBeUndefined();
  });

  test("explains itself in words", () => {
    expect(describeWindow(office)).toBe("mon, tue 09:00 to 17:30 Europe/Berlin");
    expect(minuteOf("24:00")).toBe(1440);
    expect(minuteOf("24:01")).toBeUndefined();
  });
});

describe("the clock of a place", () => {
  test("is UTC where none is named, and unknown where the name is", () => {
    expect(localTime(at("2026-11-22T23:59:00Z"))).toEqual({ weekday: "sun", minute: 1439 });
    expect(localTime(at("2026-11-22T23:59:00Z"), "Nowhere/City")).toBeUndefined();
    expect(isTimeZone("Europe/Berlin")).toBe(true);
    expect(isTimeZone("Europe/Atlantis")).toBe(false);
  });
});
