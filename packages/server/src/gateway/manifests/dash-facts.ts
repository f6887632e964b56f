import type { ManifestFacts } from "./manifest.ts";
import { attributeOf, childrenOf, readMpd } from "./mpd.ts";
import { plausiblePeak } from "./plausible-peak.ts";
import type { XmlElement } from "./xml.ts";

/**
 * Reads what an MPD says about itself (ISO/IEC 23009-1 section 5.3). Undefined unless it is well-formed, its root is
 * `MPD` and there is something to play: a Representation, or a Period that is fetched by xlink.
 */
export function readDashFacts(text: string): ManifestFacts | undefined {
  const root = readMpd(text);
  if (root === undefined) return undefined;
  const periods = childrenOf(root, "Period");
  const entries = periods.map(countEntries).reduce(sum, 0);
  if (entries === 0) return undefined;
  const peak = periods.map(peakOfPeriod).reduce((most, next) => Math.max(most, next), 0);
  return {
    kind: "dash",
    live: attributeOf(root, "type") === "dynamic",
    peakBitsPerSecond: plausiblePeak(peak),
    entries,
  };
}

function countEntries(period: XmlElement): number {
  if (isRemote(period)) return 1;
  return childrenOf(period, "AdaptationSet")
    .map(set => (isRemote(set) ? 1 : childrenOf(set, "Representation").length))
    .reduce(sum, 0);
}

/** A viewer plays one Representation of each kind of content at a time; the hungriest of each is summed up. */
function peakOfPeriod(period: XmlElement): number {
  const peaks = new Map<string, number>();
  for (const set of childrenOf(period, "AdaptationSet")) {
    for (const representation of childrenOf(set, "Representation")) {
      const type = contentTypeOf(set, representation);
      peaks.set(type, Math.max(peaks.get(type) ?? 0, bandwidthOf(representation)));
    }
  }
  return [...peaks.values()].reduce(sum, 0);
}

function contentTypeOf(set: XmlElement, representation: XmlElement): string {
  const mimeType = attributeOf(representation, "mimeType") ?? attributeOf(set, "mimeType") ?? "";
  return attributeOf(set, "contentType") ?? mimeType.split("/", 1).join();
}

function bandwidthOf(representation: XmlElement): number {
  const bandwidth = attributeOf(representation, "bandwidth") ?? "";
  return /^\s*\d{1,15}\s*$/.test(bandwidth) ? Number(bandwidth) : 0;
}

function isRemote(element: XmlElement): boolean {
  return element.attributes.some(({ name, value }) => name.endsWith(":href") && !value.startsWith("urn:"));
}

function sum(a: number, b: number): number {
  return a + b;
}
