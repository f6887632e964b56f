import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openGeoPlaces } from "./geo-places.ts";
import { writeMmdb } from "./testing/write-mmdb.ts";

const STOCKHOLM = {
  country: { iso_code: "SE" },
  subdivisions: [{ iso_code: "AB" }],
  location: { latitude: 59.3293, longitude: 18.0686 },
};

describe("places of addresses", () => {
  let folder = "";
  const faults: string[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "sluice-geo-"));
    faults.length = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (name: string, data: Buffer | string): string => {
    writeFileSync(join(folder, name), data);
    return join(folder, name);
  };
  const open = (...paths: string[]) => openGeoPlaces({ paths, fault: path => void faults.push(path) });

  test("come from a City and an ASN database together", async () => {
    const city = write("city.mmdb", writeMmdb({ "203.0.113.0/24": STOCKHOLM }));
    const asn = write("asn.mmdb", writeMmdb({ "203.0.0.0/16": { autonomous_system_number: 64_500 } }));
    const places = await open(city, asn);
    expect(places.placeOf("203.0.113.7")).toEqual({
      country: "SE",
      region: "AB",
      asn: 64_500,
      latitude: 59.3293,
      longitude: 18.0686,
    });
    expect(places.placeOf("203.0.1.1")).toMatchObject({ country: undefined, asn: 64_500 });
    places.close();
  });

  test("are unknown for an address in no database, for IPv6 in one of IPv4, and for what is no address", async () => {
    const places = await open(write("city.mmdb", writeMmdb({ "203.0.113.0/24": STOCKHOLM })));
    for (const ip of ["198.51.100.1", "2001:db8::1", "nonsense", ""])
      expect(places.placeOf(ip)).toBeUndefined();
    places.close();
  });

  test("are those of a new file once it has changed, and a broken one leaves the old in place and is told once", async () => {
    const path = write("city.mmdb", writeMmdb({ "203.0.113.0/24": STOCKHOLM }));
    const places = await open(path);
    write("city.mmdb", writeMmdb({ "203.0.113.0/24": { country: { iso_code: "no" } } }));
    await places.refresh();
    expect(places.placeOf("203.0.113.7")?.country).toBe("NO");
    write("city.mmdb", "this is no database");
    await places.refresh();
    await places.refresh();
    expect(places.placeOf("203.0.113.7")?.country).toBe("NO");
    expect(faults).toEqual([path]);
    rmSync(path);
    await places.refresh();
    expect(places.placeOf("203.0.113.7")?.country).toBe("NO");
    places.close();
  });

  test("are none where a file is missing at the start, until it comes", async () => {
    const path = join(folder, "late.mmdb");
    const places = await open(path);
    expect([places.placeOf("203.0.113.7"), faults]).toEqual([undefined, [path]]);
    write("late.mmdb", writeMmdb({ "203.0.113.0/24": STOCKHOLM }));
    await places.refresh();
    expect(places.placeOf("203.0.113.7")?.country).toBe("SE");
    places.close();
  });

  test("a database that was cut is refused as broken", async () => {
    const whole = writeMmdb({ "0.0.0.0/1": STOCKHOLM, "128.0.0.0/1": STOCKHOLM });
    const places = await open(write("city.mmdb", whole.subarray(0, whole.length - 40)));
    expect(faults).toHaveLength(1);
    places.close();
  });
});
