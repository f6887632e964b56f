import { manifestKinds } from "./manifests/index.ts";

/** How a path below a stream is treated. */
export type ResourceKind = "manifest" | "companion" | "progressive" | "media";

const MANIFESTS: ReadonlySet<string> = new Set(["m3u8", "mpd"]);
/** JSON that is named in a manifest and names addresses itself; no player begins with it. */
const COMPANIONS: ReadonlySet<string> = new Set(["json", "dcsm"]);
const MANIFEST_TYPES: ReadonlySet<string> = new Set(manifestKinds.map(({ contentType }) => contentType));
/** Whole files that a player plays by themselves. */
const PROGRESSIVE: ReadonlySet<string> = new Set(["mp4", "m4a", "mp3", "webm", "mov"]);

/** Tells by the extension; the origin's type is checked when it answers. */
export function resourceKind(path: string): ResourceKind {
  const extension = path.slice(path.lastIndexOf(".") + 1).toLowerCase();
  if (MANIFESTS.has(extension)) return "manifest";
  if (COMPANIONS.has(extension)) return "companion";
  return PROGRESSIVE.has(extension) ? "progressive" : "media";
}

/** True for the type, in its one spelling, of an answer that is a manifest or its companion, whatever its address says. */
export function isManifestType(contentType: string): boolean {
  return MANIFEST_TYPES.has(contentType);
}
