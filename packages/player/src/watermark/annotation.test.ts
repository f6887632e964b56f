import { describe, expect, test } from "vitest";
import { outlineOf, readAnnotations, textAt } from "./annotation.ts";

describe("annotations", () => {
  test("are read as TPStreams writes them, numbers as text among them", () => {
    const [still, moving] = readAnnotations([
      { type: "static", text: "Testpress", x: 10, y: 50, opacity: "0.5", color: "#FFF", size: "16" },
      {
        type: "dynamic",
        text: "hari",
        opacity: "0.8",
        color: "#FF0000",
        size: 12,
        interval: 5000,
        skip: 2000,
      },
    ]);
    expect(still).toMatchObject({ type: "static", x: 10, y: 50, opacity: 0.5, color: "#ffffff", size: 16 });
    expect(moving).toMatchObject({ type: "dynamic", color: "#ff0000", intervalMs: 5000, skipMs: 2000 });
  });

  test("stand still, in white and half seen through, where nothing else is said", () => {
    expect(readAnnotations([{ text: "mark" }])).toEqual([
      {
        type: "static",
        text: "mark",
        color: "#ffffff",
        opacity: 0.5,
        size: 14,
        x: 10,
        y: 10,
        intervalMs: 5_000,
        skipMs: 0,
      },
    ]);
  });

  test("can always be seen: opacity, size and times are brought into range", () => {
    const [low] = readAnnotations([
      { text: "x", opacity: 0, size: 1, interval: 1, skip: 9e9, x: -5, y: "no" },
    ]);
    expect(low).toMatchObject({ opacity: 0.05, size: 8, intervalMs: 500, skipMs: 60_000, x: 0, y: 10 });
    expect(readAnnotations([{ text: "x", opacity: 7, size: 1e6 }])[0]).toMatchObject({
      opacity: 1,
      size: 96,
    });
  });

  test.each(["red", "#12", "#ffff", "url(x)", "#fff;}", 7, null])("with the colour %s are white", color => {
    expect(readAnnotations([{ text: "x", color }])[0]?.color).toBe("#ffffff");
  });

  test("without a text are left out, and so is what is no annotation", () => {
    expect(readAnnotations([null, "x", 7, {}, { text: "" }, { text: 7 }])).toEqual([]);
  });

  test("are at most twenty, of at most 200 characters", () => {
    const many = readAnnotations(Array.from({ length: 50 }, () => ({ text: "y".repeat(500) })));
    expect(many).toHaveLength(20);
    expect(many[0]?.text).toHaveLength(200);
  });
});

test("letters have an outline that stands against them", () => {
  expect(outlineOf("#ffffff")).toBe("#000000");
  expect(outlineOf("#000000")).toBe("#ffffff");
  expect(outlineOf("#00008b")).toBe("#ffffff");
});

test("{time} is the time of day, each time it is named", () => {
  expect(textAt("{time} · a · {time}", 1_795_271_405)).toBe(
    "2026-11-21 14:30:05 UTC · a · 2026-11-21 14:30:05 UTC",
  );
});
