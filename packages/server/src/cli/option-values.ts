import { InvalidArgumentError } from "commander";
import { parseDuration } from "../lib/duration.ts";
import { nowSeconds } from "./now-seconds.ts";

const UNIX_SECONDS = /^\d{1,15}$/;
const DATE_WITH_ZONE = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d))?$/;

// Each reads the text of an option, or throws commander's InvalidArgumentError with what is allowed.

/** A whole number; the API says which ones it takes. */
export function wholeNumber(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Give a whole number.");
}

/** One header, `Name: value`, beside those before it. */
export function header(
  text: string,
  before: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const [, name, value] = /^([^\s:]+):\s*(.*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new InvalidArgumentError('Give a header such as "X-Device: tv".');
  }
  return { ...before, [name]: value };
}

/** A point in time as Unix seconds: those themselves, a date with its zone, or a duration from now. */
export function moment(text: string): number {
  const fromNow = parseDuration(text);
  if (fromNow !== undefined) return nowSeconds() + fromNow;
  const seconds = secondsOf(text);
  if (seconds !== undefined) return seconds;
  throw new InvalidArgumentError(
    "Give Unix seconds, a time with its zone such as 2027-01-31T18:00Z, or a duration from now such as 2h.",
  );
}

/** A point in time that has passed, as Unix seconds: those themselves, a date with its zone, or a duration ago. */
export function pastMoment(text: string): number {
  const ago = parseDuration(text);
  if (ago !== undefined) return nowSeconds() - ago;
  const seconds = secondsOf(text);
  if (seconds !== undefined) return seconds;
  throw new InvalidArgumentError(
    "Give Unix seconds, a time with its zone such as 2027-01-31T18:00Z, or how long ago, such as 2h.",
  );
}

/** A duration in seconds. */
export function duration(text: string): number {
  const seconds = parseDuration(text);
  if (seconds !== undefined) return seconds;
  throw new InvalidArgumentError("Give a duration such as 90s, 15m, 2h or 7d.");
}

/** A life in seconds, or the word itself. */
export function life(text: string): number | "forever" {
  if (text === "forever") return text;
  const seconds = parseDuration(text);
  if (seconds !== undefined) return seconds;
  throw new InvalidArgumentError("Give a duration such as 90s, 15m, 2h or 7d, or the word forever.");
}

/** One more text for a list. */
export function oneMore(text: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, text];
}

/** One more JSON value for a list. */
export function oneMoreJson(text: string, previous: readonly unknown[] = []): readonly unknown[] {
  return [...previous, oneJson(text)];
}

/** A JSON value. */
export function oneJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidArgumentError("This is not JSON.");
  }
}

/** Unix seconds or a date with its zone. */
function secondsOf(text: string): number | undefined {
  if (UNIX_SECONDS.test(text)) return Number(text);
  const milliseconds = DATE_WITH_ZONE.test(text) ? Date.parse(text.replace(" ", "T")) : Number.NaN;
  return Number.isNaN(milliseconds) ? undefined : Math.floor(milliseconds / 1000);
}
