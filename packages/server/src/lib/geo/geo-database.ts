import { readFile, stat } from "node:fs/promises";
import { Reader, type Response } from "mmdb-lib";
import { type Place, placeOfRecord } from "./place.ts";

/** One MMDB file, as it was when it was last read. */
export interface GeoDatabase {
  /** `GeoLite2-City`. */
  readonly type: string;
  readonly builtAt: Date;
  /** Changes whenever the file does. */
  readonly mark: string;
  /** Undefined for an address that it does not know. Never throws. */
  placeOf(ip: string): Place | undefined;
}

/** Reads an MMDB file whole. Rejects when it cannot be read, and when it is none or incomplete. */
export async function openGeoDatabase(path: string): Promise<GeoDatabase> {
  const mark = await markOf(path);
  const reader = new Reader<Response>(await readFile(path));
  const { databaseType, buildEpoch } = reader.metadata;
  // A file that was cut shows it when something is looked up in it.
  for (const ip of ["0.0.0.0", "128.0.0.0", "255.255.255.255"]) reader.get(ip);
  return {
    type: databaseType,
    builtAt: buildEpoch,
    mark,
    placeOf(ip) {
      try {
        const record = reader.get(ip);
        return record === null ? undefined : placeOfRecord(record);
      } catch {
        // A damaged record, or an IPv6 address and a file of IPv4 alone: nothing is known, and claims deny.
        return undefined;
      }
    },
  };
}

/** Tells whether a file has changed, without reading it. Rejects when there is none. */
export async function markOf(path: string): Promise<string> {
  const { mtimeMs, size, ino } = await stat(path);
  return `${mtimeMs} ${size} ${ino}`;
}
