/**
 * One watermark, in the form of TPStreams' annotations (their "Watermark Videos" page): text over the video that stays
 * where it is or moves about.
 */
export interface Annotation {
  readonly type: "static" | "dynamic";
  /** Shown as it is, never as markup; `{time}` becomes the time of day. */
  readonly text: string;
  /** `#rrggbb`. */
  readonly color: string;
  /** From 0.05 to 1. */
  readonly opacity: number;
  /** Size of the letters in px, where the video is 640 px wide or less; it grows with the video. */
  readonly size: number;
  /** From the left and the top edge, in px. */
  readonly x: number;
  readonly y: number;
  /** Of a dynamic one: how long it stands at one place, and how long it is away before the next. */
  readonly intervalMs: number;
  readonly skipMs: number;
}

const MOST = 20;
const LONGEST_TEXT = 200;
const MINUTE_MS = 60_000;

/**
 * Reads annotations as the server or a page sends them: numbers may be text (`"0.5"`), and whatever is missing or out of
 * range gets the nearest sense. Without a text there is nothing to show, so such an entry is left out.
 */
export function readAnnotations(values: readonly unknown[]): readonly Annotation[] {
  return values.slice(0, MOST).flatMap(value => readAnnotation(value) ?? []);
}

function readAnnotation(value: unknown): Annotation | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { type, text, color, opacity, size, x, y, interval, skip } = value as Record<string, unknown>;
  if (typeof text !== "string" || text.trim() === "") return undefined;
  return {
    type: type === "dynamic" ? "dynamic" : "static",
    text: text.slice(0, LONGEST_TEXT),
    color: colorOf(color),
    opacity: numberOf(opacity, { from: 0.05, to: 1, otherwise: 0.5 }),
    size: numberOf(size, { from: 8, to: 96, otherwise: 14 }),
    x: numberOf(x, { from: 0, to: 10_000, otherwise: 10 }),
    y: numberOf(y, { from: 0, to: 10_000, otherwise: 10 }),
    intervalMs: numberOf(interval, { from: 500, to: MINUTE_MS, otherwise: 5_000 }),
    skipMs: numberOf(skip, { from: 0, to: MINUTE_MS, otherwise: 0 }),
  };
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly otherwise: number;
}

function numberOf(value: unknown, { from, to, otherwise }: Range): number {
  const text = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof text !== "number" || !Number.isFinite(text)) return otherwise;
  return Math.min(Math.max(text, from), to);
}

/** `#rgb` or `#rrggbb`; anything else is white. */
function colorOf(value: unknown): string {
  const digits =
    typeof value === "string" ? /^#([\da-f]{3}|[\da-f]{6})$/i.exec(value.trim())?.[1] : undefined;
  if (digits === undefined) return "#ffffff";
  const full = digits.length === 3 ? [...digits].map(digit => digit + digit).join("") : digits;
  return `#${full.toLowerCase()}`;
}

/** The colour of the outline that keeps letters readable on any picture: dark around light ones, light around dark ones. */
export function outlineOf(color: string): "#000000" | "#ffffff" {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(at => Number.parseInt(color.slice(at, at + 2), 16));
  return red * 0.299 + green * 0.587 + blue * 0.114 > 110 ? "#000000" : "#ffffff";
}

/** The text of an annotation at a time (Unix seconds): `{time}` as `2026-11-21 14:30:05 UTC`. */
export function textAt(text: string, unixSeconds: number): string {
  const shown = new Date(unixSeconds * 1000).toISOString();
  return text.replaceAll("{time}", `${shown.slice(0, 10)} ${shown.slice(11, 19)} UTC`);
}
