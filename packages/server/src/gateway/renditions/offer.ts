import type { ManifestPlace } from "../manifests/manifest.ts";
import type { KeepRendition } from "../manifests/rendition.ts";
import type { Manifest } from "../read-manifest.ts";
import { type AddressSet, addressSet } from "./address-set.ts";
import { hasPicture, mayHave } from "./may-have.ts";
import { folderOf } from "./path-names.ts";
import { besideAddresses } from "./playlist-addresses.ts";
import type { RenditionLimit } from "./rendition-limit.ts";

/** What limits leave of a manifest that offers renditions. */
export interface Offer {
  /** What its text is filtered by. */
  readonly keep: KeepRendition;
  /** False: nothing is left, or of pictures none of those that there are. */
  readonly isPlayable: boolean;
  /** HLS: the media playlists that may be asked for. */
  readonly playlists: ReadonlySet<string>;
  /** What may be asked for besides, because it is named here: the media of an MPD, keys and data of a playlist. */
  readonly media: AddressSet;
}

/** Works out what limits leave of a multivariant playlist or an MPD. */
export function offerOf(manifest: Manifest, place: ManifestPlace, limits: readonly RenditionLimit[]): Offer {
  const folder = folderOf(place.manifestPath);
  const offered = manifest.kind.renditions(manifest.text, place);
  const streams = offered.filter(({ role }) => role === "stream");
  const kept = streams.filter(rendition => mayHave(limits, rendition, folder));
  const groups = new Set(kept.flatMap(rendition => rendition.groups ?? []));
  // Of alternatives those stay that a variant leads to which stays.
  const keep: KeepRendition = rendition =>
    rendition.role === "alternative"
      ? (rendition.groups ?? []).some(group => groups.has(group))
      : mayHave(limits, rendition, folder);
  const paths = offered.filter(keep).flatMap(rendition => rendition.paths);
  const isDash = manifest.kind.id === "dash";
  return {
    keep,
    isPlayable: kept.length > 0 && (kept.some(hasPicture) || !streams.some(hasPicture)),
    playlists: new Set(isDash ? [] : paths),
    media: addressSet(isDash ? paths : besideAddresses(manifest.text, place)),
  };
}
