/** A UTCTiming of an MPD (ISO/IEC 23009-1 section 5.8.4.11), as dash.js reads it. */
export interface Clock {
  readonly schemeIdUri: string;
  readonly value: string;
}

const ASKED = ":http-";
const TOLD = ":direct:";

/** The clocks that ask nobody but the server at `url`, the MPD's own: of their addresses those there, made absolute. */
export function ownClocks(clocks: unknown, url: string): readonly Clock[] {
  return Array.isArray(clocks) ? clocks.filter(isClock).flatMap(clock => ownClock(clock, url)) : [];
}

function ownClock({ schemeIdUri, value }: Clock, url: string): readonly Clock[] {
  if (schemeIdUri.includes(TOLD)) return [{ schemeIdUri, value }];
  if (!schemeIdUri.includes(ASKED)) return [];
  const { origin } = new URL(url);
  const addresses = value
    .split(/[ \t\r\n]+/)
    .filter(address => address !== "" && URL.canParse(address, url))
    .map(address => new URL(address, url))
    .filter(address => address.origin === origin);
  return addresses.length === 0 ? [] : [{ schemeIdUri, value: addresses.map(({ href }) => href).join(" ") }];
}

function isClock(clock: unknown): clock is Clock {
  if (typeof clock !== "object" || clock === null) return false;
  const { schemeIdUri, value } = clock as Partial<Record<keyof Clock, unknown>>;
  return typeof schemeIdUri === "string" && typeof value === "string";
}
