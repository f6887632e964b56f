import type { ManifestPlace } from "./manifest.ts";
import { attributeOf, childrenOf, readMpd } from "./mpd.ts";
import { placePath } from "./place-path.ts";
import { manifestBase, siteOf } from "./site.ts";
import type { XmlElement } from "./xml.ts";

/** The addresses of a clock that is asked over HTTP (ISO/IEC 23009-1 section 5.8.5.7); none for any other. */
export function clockAddresses(element: XmlElement): string | undefined {
  const isOverHttp = attributeOf(element, "schemeIdUri")?.includes(":http-") ?? false;
  return isOverHttp ? attributeOf(element, "value") : undefined;
}

/** Where the clocks of an MPD lie below the application's root, decoded, without query; those elsewhere are left out. */
export function dashClocks(text: string, place: ManifestPlace): readonly string[] {
  const root = readMpd(text);
  if (root === undefined) return [];
  const [base, site] = [manifestBase(place), siteOf(place)];
  return childrenOf(root, "UTCTiming")
    .flatMap(element => clockAddresses(element)?.match(/[^ \t\r\n]+/g) ?? [])
    .flatMap(uri => placePath(uri, base, site) ?? []);
}
