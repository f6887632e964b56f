import { type Weekday, weekdays } from "../limit-types.ts";

/** A moment on the clock of a place. */
export interface LocalTime {
  readonly weekday: Weekday;
  /** Since midnight, 0 to 1439. */
  readonly minute: number;
}

/** Formatters are dear to make; as many time zones as there are names, and no more. */
const FORMATTERS_LIMIT = 1_000;
const formatters = new Map<string, Intl.DateTimeFormat>();

/** What the clock shows in a time zone (IANA name; undefined: UTC) at a Unix second; undefined for an unknown zone. Pure. */
export function localTime(unixSeconds: number, timeZone = "UTC"): LocalTime | undefined {
  const formatter = formatterOf(timeZone);
  if (!formatter || !Number.isFinite(unixSeconds)) return undefined;
  const parts = formatter.formatToParts(unixSeconds * 1000);
  const partOf = (wanted: string): string => parts.find(({ type }) => type === wanted)?.value ?? "";
  const weekday = weekdays.find(day => partOf("weekday").toLowerCase().startsWith(day));
  const minute = Number(partOf("hour")) * 60 + Number(partOf("minute"));
  return weekday && { weekday, minute };
}

/** True for a name of a time zone that this machine knows. */
export function isTimeZone(name: string): boolean {
  return formatterOf(name) !== undefined;
}

function formatterOf(timeZone: string): Intl.DateTimeFormat | undefined {
  const known = formatters.get(timeZone);
  if (known) return known;
  try {
    const formatter = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
    if (formatters.size < FORMATTERS_LIMIT) formatters.set(timeZone, formatter);
    return formatter;
  } catch {
    return undefined;
  }
}
