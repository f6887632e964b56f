import { readAttributes, readLines, tagName, uriBounds } from "../manifests/hls-lines.ts";
import { locate } from "../manifests/locate.ts";
import type { ManifestPlace } from "../manifests/manifest.ts";
import { placePath } from "../manifests/place-path.ts";
import { splitTail } from "../manifests/reference.ts";
import { manifestBase, siteOf } from "../manifests/site.ts";
import { resourceKind } from "../resource-kind.ts";
import { addressOf } from "./named-query.ts";

/** Tags of a multivariant playlist that name what is no rendition (RFC 8216bis section 4.4.6). */
const BESIDE: ReadonlySet<string> = new Set([
  "EXT-X-SESSION-KEY",
  "EXT-X-SESSION-DATA",
  "EXT-X-CONTENT-STEERING",
]);

/**
 * The addresses, path below the application's root and query, of what a media playlist has its player fetch besides other playlists: segments,
 * parts, initialization, keys. An address with a variable in it is none: its value may be the viewer's.
 */
export function mediaAddresses(text: string, place: ManifestPlace): readonly string[] {
  return pathsOf(
    urisOf(text, () => true),
    place,
  );
}

/** The playlists that a multivariant playlist names, whatever limits leave of them. */
export function playlistsNamed(text: string, place: ManifestPlace): readonly string[] {
  return namedIn(
    urisOf(text, () => true),
    place,
  );
}

/** The same of a multivariant playlist: keys and data that it names beside its renditions. */
export function besideAddresses(text: string, place: ManifestPlace): readonly string[] {
  return pathsOf(
    urisOf(text, tag => tag !== undefined && BESIDE.has(tag)),
    place,
  );
}

function pathsOf(uris: Iterable<string>, place: ManifestPlace): readonly string[] {
  return namedIn(uris, place).filter(address => resourceKind(splitTail(address)[0]) !== "manifest");
}

function namedIn(uris: Iterable<string>, place: ManifestPlace): readonly string[] {
  const [base, site] = [manifestBase(place), siteOf(place)];
  const addresses: string[] = [];
  for (const uri of uris) {
    if (uri.includes("{$")) continue;
    const path = placePath(uri, base, site);
    const found = locate(uri, base, site);
    if (path === undefined || found.where === "elsewhere") continue;
    const [query = ""] = splitTail(found.path)[1].split("#", 1);
    addresses.push(addressOf(path, query.slice(1)));
  }
  return addresses;
}

function* urisOf(text: string, isWanted: (tag: string | undefined) => boolean): Generator<string> {
  for (const { text: line } of readLines(text)) {
    const tag = tagName(line);
    if (!isWanted(tag)) continue;
    if (tag === undefined) {
      const bounds = uriBounds(line);
      if (bounds) yield line.slice(bounds.start, bounds.end);
    } else {
      for (const { name, value } of readAttributes(line)) {
        if (name === "URI" || name === "SERVER-URI") yield value;
      }
    }
  }
}
