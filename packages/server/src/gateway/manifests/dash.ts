import { readDashFacts } from "./dash-facts.ts";
import { dashRenditions } from "./dash-renditions.ts";
import { rewriteMpd } from "./dash-rewrite.ts";
import type { ManifestKind } from "./manifest.ts";

/** MPEG-DASH presentations (ISO/IEC 23009-1). Every byte that is not a URI of ours is kept. */
export const dash: ManifestKind = {
  id: "dash",
  contentType: "application/dash+xml",
  looksLike(path, contentType) {
    return contentType.split(";", 1).join().trim().toLowerCase() === this.contentType || /\.mpd$/i.test(path);
  },
  parse: readDashFacts,
  renditions: dashRenditions,
  rewrite: rewriteMpd,
};
