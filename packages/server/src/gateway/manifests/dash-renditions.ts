import { contentBounds } from "./blanks.ts";
import { mediaUris } from "./dash-media-paths.ts";
import { locate } from "./locate.ts";
import type { ManifestPlace } from "./manifest.ts";
import { attributeOf, childrenOf, readMpd } from "./mpd.ts";
import { placePath } from "./place-path.ts";
import type { KeepRendition, Rendition } from "./rendition.ts";
import { type Base, baseAt, manifestBase, type Site, siteOf } from "./site.ts";
import type { XmlElement } from "./xml.ts";

/** A Representation with the element that offers it. */
export interface OfferedRepresentation {
  readonly rendition: Rendition;
  readonly element: XmlElement;
}

/** Every Representation of a presentation, in its order (ISO/IEC 23009-1 section 5.3.5). */
function offeredRepresentations(root: XmlElement, place: ManifestPlace): readonly OfferedRepresentation[] {
  const site = siteOf(place);
  const bases = basesOf(root, [manifestBase(place)], site);
  return childrenOf(root, "Period").flatMap(period => {
    const ofPeriod = basesOf(period, bases, site);
    return childrenOf(period, "AdaptationSet").flatMap(set => {
      const ofSet = basesOf(set, ofPeriod, site);
      return childrenOf(set, "Representation").map(element => ({
        element,
        rendition: read([period, set, element], basesOf(element, ofSet, site), site),
      }));
    });
  });
}

/** The renditions of an MPD's text; none where it is no MPD. */
export function dashRenditions(text: string, place: ManifestPlace): readonly Rendition[] {
  const root = readMpd(text);
  return root === undefined ? [] : offeredRepresentations(root, place).map(({ rendition }) => rendition);
}

/**
 * The elements that a viewer may not have: Representations, and Adaptation Sets that would be left with none, which
 * players take for a broken presentation.
 */
export function refusedElements(
  root: XmlElement,
  place: ManifestPlace,
  keep: KeepRendition,
): ReadonlySet<XmlElement> {
  const offered = offeredRepresentations(root, place);
  const refused = new Set(offered.flatMap(({ rendition, element }) => (keep(rendition) ? [] : [element])));
  for (const period of childrenOf(root, "Period")) {
    for (const set of childrenOf(period, "AdaptationSet")) {
      const representations = childrenOf(set, "Representation");
      if (representations.length > 0 && representations.every(element => refused.has(element))) {
        refused.add(set);
      }
    }
  }
  return refused;
}

/** Every base that is in force inside an element: alternatives multiply, so of each level four are looked at. */
function basesOf(element: XmlElement, outer: readonly Base[], site: Site): readonly Base[] {
  const children = childrenOf(element, "BaseURL").slice(0, 4);
  if (children.length === 0) return outer;
  return children.flatMap(child => outer.slice(0, 4).map(base => baseOf(child, base, site)));
}

function baseOf({ text }: XmlElement, outer: Base, site: Site): Base {
  const { start, end } = contentBounds(text);
  const found = locate(text.slice(start, end) || "./", outer, site);
  return found.where === "elsewhere" ? "foreign" : baseAt(found.path);
}

function read(line: readonly XmlElement[], bases: readonly Base[], site: Site): Rendition {
  // What a Representation does not say of itself, its Adaptation Set says for it.
  const said = (name: string): string | undefined =>
    [...line]
      .reverse()
      .map(element => attributeOf(element, name))
      .find(value => value !== undefined);
  const mimeType = said("mimeType")?.split("/", 1).join();
  const id = line.at(-1)?.attributes.find(({ name }) => name === "id")?.value;
  const uris = mediaUris(line, { RepresentationID: id, Bandwidth: said("bandwidth") });
  const paths = uris.flatMap(uri => bases.map(base => placePath(uri, base, site)));
  return {
    role: "stream",
    type: said("contentType") ?? mimeType,
    names: id === undefined ? [] : [id],
    width: wholeNumber(said("width")),
    height: wholeNumber(said("height")),
    codecs: said("codecs"),
    bitsPerSecond: wholeNumber(said("bandwidth")),
    paths: [...new Set(paths.filter(path => path !== undefined))],
  };
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\s*\d{1,15}\s*$/.test(text) ? Number(text) : undefined;
}
