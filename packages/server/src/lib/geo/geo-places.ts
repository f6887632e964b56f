import { type GeoDatabase, markOf, openGeoDatabase } from "./geo-database.ts";
import type { Place } from "./place.ts";

/** How often the files are looked at. */
const LOOK_MILLISECONDS = 10_000;

/** Where addresses are, as far as the configured databases know. */
export interface GeoPlaces {
  /** Undefined when no database knows the address; of several the first that says something counts, field by field. */
  placeOf(ip: string): Place | undefined;
  /** Reads what has changed since; a file that cannot be read leaves what was read before. */
  refresh(): Promise<void>;
  close(): void;
}

export interface GeoOptions {
  /** Absolute paths of MMDB files. */
  readonly paths: readonly string[];
  /** Hears of each file that cannot be read, once for each state of it. */
  readonly fault: (path: string, error: unknown) => void;
}

/** Opens the databases, and looks after them until it is closed. A file that cannot be read is as if it were empty. */
export async function openGeoPlaces({ paths, fault }: GeoOptions): Promise<GeoPlaces> {
  const opened = new Map<string, GeoDatabase>();
  const failed = new Map<string, string>();
  const look = async (path: string): Promise<void> => {
    let mark = "missing";
    try {
      mark = await markOf(path);
      if (opened.get(path)?.mark === mark || failed.get(path) === mark) return;
      opened.set(path, await openGeoDatabase(path));
      failed.delete(path);
    } catch (error) {
      if (failed.get(path) !== mark) fault(path, error);
      failed.set(path, mark);
    }
  };
  const refresh = async (): Promise<void> => {
    for (const path of paths) await look(path);
  };
  await refresh();
  const timer = paths.length === 0 ? undefined : setInterval(() => void refresh(), LOOK_MILLISECONDS);
  timer?.unref();
  return {
    placeOf(ip) {
      let place: Place | undefined;
      for (const path of paths) place = joined(place, opened.get(path)?.placeOf(ip));
      return place;
    },
    refresh,
    close: () => clearInterval(timer),
  };
}

function joined(first: Place | undefined, second: Place | undefined): Place | undefined {
  if (!first || !second) return first ?? second;
  return {
    country: first.country ?? second.country,
    // A subdivision or a point belongs to the country that it came with.
    region: first.country === undefined ? second.region : first.region,
    asn: first.asn ?? second.asn,
    latitude: first.latitude ?? second.latitude,
    longitude: first.latitude === undefined ? second.longitude : first.longitude,
  };
}
