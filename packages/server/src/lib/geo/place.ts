/** What databases say of an address. What none of them says is undefined. */
export interface Place {
  /** ISO 3166-1 alpha-2, upper case: `SE`. */
  readonly country?: string | undefined;
  /** The subdivision without its country (ISO 3166-2): `AB`. */
  readonly region?: string | undefined;
  /** The autonomous system. */
  readonly asn?: number | undefined;
  /** WGS 84, degrees. */
  readonly latitude?: number | undefined;
  readonly longitude?: number | undefined;
}

/** Places of one record of a City, Country or ASN database (MaxMind DB file format 2.0); unknown fields are passed over. */
export function placeOfRecord(record: unknown): Place {
  const country = textAt(record, "country", "iso_code");
  const [subdivision] = listAt(record, "subdivisions");
  return {
    country: country?.toUpperCase(),
    region: textAt(subdivision, "iso_code")?.toUpperCase(),
    asn: numberAt(record, "autonomous_system_number"),
    latitude: numberAt(record, "location", "latitude"),
    longitude: numberAt(record, "location", "longitude"),
  };
}

function at(value: unknown, keys: readonly string[]): unknown {
  let found = value;
  for (const key of keys) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, key)) return undefined;
    found = Object.getOwnPropertyDescriptor(found, key)?.value;
  }
  return found;
}

function textAt(value: unknown, ...keys: readonly string[]): string | undefined {
  const found = at(value, keys);
  return typeof found === "string" && found !== "" ? found : undefined;
}

function numberAt(value: unknown, ...keys: readonly string[]): number | undefined {
  const found = at(value, keys);
  return typeof found === "number" && Number.isFinite(found) ? found : undefined;
}

function listAt(value: unknown, ...keys: readonly string[]): readonly unknown[] {
  const found = at(value, keys);
  return Array.isArray(found) ? found : [];
}
