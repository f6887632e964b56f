import { dashClocks } from "../manifests/dash-clocks.ts";
import type { ManifestPlace } from "../manifests/manifest.ts";
import { splitTail } from "../manifests/reference.ts";
import type { KeepRendition, Rendition } from "../manifests/rendition.ts";
import type { Manifest } from "../read-manifest.ts";
import { type AddressSet, addressSet } from "./address-set.ts";
import { hasPicture, mayHave } from "./may-have.ts";
import { folderOf } from "./path-names.ts";
import { besideAddresses, playlistsNamed } from "./playlist-addresses.ts";
import type { RenditionLimit } from "./rendition-limit.ts";

/** What limits leave of a manifest that offers renditions. */
export interface Offer {
  /** What its text is filtered by. */
  readonly keep: KeepRendition;
  /** False: nothing is left, or of pictures none of those that there are. */
  readonly isPlayable: boolean;
  /** HLS: the media playlists that may be asked for, path and query. */
  readonly playlists: ReadonlySet<string>;
  /** DASH: templates make the addresses, and their queries are not looked at. */
  readonly isByTemplate: boolean;
  /** What may be asked for besides, because it is named here: the media of an MPD, keys and data of a playlist. */
  readonly media: AddressSet;
}

/** Works out what limits leave of a multivariant playlist or an MPD. */
export function offerOf(manifest: Manifest, place: ManifestPlace, limits: readonly RenditionLimit[]): Offer {
  const folder = folderOf(place.manifestPath);
  const offered = manifest.kind.renditions(manifest.text, place);
  const streams = offered.filter(({ role }) => role === "stream");
  const refused = new Set(
    offered.filter(rendition => !mayHave(limits, rendition, folder)).flatMap(({ paths }) => paths),
  );
  // One that lies where a refused one lies, and differs in its query alone, cannot be told from it.
  const mayKeep: KeepRendition = rendition =>
    mayHave(limits, rendition, folder) && !mediaPaths(rendition).some(path => refused.has(path));
  const kept = streams.filter(mayKeep);
  const groups = new Set(kept.flatMap(rendition => rendition.groups ?? []));
  // Of alternatives those stay that a variant leads to which stays.
  const keep: KeepRendition = rendition =>
    rendition.role === "alternative"
      ? (rendition.groups ?? []).some(group => groups.has(group))
      : mayKeep(rendition);
  const paths = offered.filter(keep).flatMap(rendition => rendition.paths);
  const isDash = manifest.kind.id === "dash";
  return {
    keep,
    isPlayable: kept.length > 0 && (kept.some(hasPicture) || !streams.some(hasPicture)),
    playlists: new Set(isDash ? [] : playlistsNamed(manifest.text, place).filter(isLeft(paths))),
    isByTemplate: isDash,
    media: isDash
      ? unmistakable(paths, { offered, beside: dashClocks(manifest.text, place) })
      : addressSet(besideAddresses(manifest.text, place)),
  };
}

/** What lies at one of the paths, and at none that a template makes of a rendition that is left out: `1$Number$` is also `12$Number$`. */
function unmistakable(
  paths: readonly string[],
  { offered, beside }: { readonly offered: readonly Rendition[]; readonly beside: readonly string[] },
): AddressSet {
  const kept = new Set(paths);
  const left = addressSet([...paths, ...beside]);
  const gone = addressSet(offered.flatMap(rendition => rendition.paths).filter(path => !kept.has(path)));
  return { has: path => left.has(path) && !gone.has(path) };
}

/** Whether an address lies at one of the paths. */
function isLeft(paths: readonly string[]): (address: string) => boolean {
  const left = new Set(paths);
  return address => left.has(splitTail(address)[0]);
}

/** The paths of its media: an initialization beside a template may be that of others, too. */
function mediaPaths({ paths }: Rendition): readonly string[] {
  const templates = paths.filter(path => path.includes("*"));
  return templates.length > 0 ? templates : paths;
}
