import { type OpenHours, type Weekday, weekdays } from "../limit-types.ts";
import { type LocalTime, localTime } from "./local-time.ts";

const DAY_MINUTES = 24 * 60;
const CLOCK = /^(?:([01]\d|2[0-3]):([0-5]\d)|(24):(00))$/;

/**
 * The first window in which a second lies; undefined: in none. Windows go by the clock on the wall of their time zone: where
 * that is put forward the hour that is left out is nobody's, where it is put back the hour that comes twice counts twice.
 * One whose end is its start lasts a day. A window that cannot be read, or whose time zone is unknown, is never open. Pure.
 */
export function openWindow(windows: readonly OpenHours[], nowSeconds: number): OpenHours | undefined {
  return windows.find(window => isOpen(window, nowSeconds));
}

function isOpen({ days = weekdays, from, to, timeZone }: OpenHours, nowSeconds: number): boolean {
  const [start, end] = [minuteOf(from), minuteOf(to)];
  const local = localTime(nowSeconds, timeZone);
  if (start === undefined || end === undefined || !local) return false;
  const { weekday, minute } = local;
  if (start < end) return days.includes(weekday) && start <= minute && minute < end;
  // Over midnight: the hours before it belong to the day that begins, those after it to the day before.
  return minute >= start ? days.includes(weekday) : minute < end && days.includes(dayBefore(weekday));
}

function dayBefore(weekday: Weekday): Weekday {
  return weekdays[(weekdays.indexOf(weekday) + weekdays.length - 1) % weekdays.length] ?? weekday;
}

/** Minutes since midnight of `HH:MM`; undefined for any other text. */
export function minuteOf(text: string): number | undefined {
  if (!CLOCK.test(text)) return undefined;
  const minutes = Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  return minutes <= DAY_MINUTES ? minutes : undefined;
}

/** A window in words: `mon, tue 09:00 to 17:30 Europe/Berlin`. */
export function describeWindow({ days, from, to, timeZone = "UTC" }: OpenHours): string {
  return `${days ? `${days.join(", ")} ` : ""}${from} to ${to} ${timeZone}`;
}

/** A moment on the wall in words: `sat 07:05`. */
export function describeLocalTime({ weekday, minute }: LocalTime): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${weekday} ${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
