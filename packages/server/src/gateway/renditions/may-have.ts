import type { Rendition } from "../manifests/rendition.ts";
import { pathNames } from "./path-names.ts";
import type { RenditionLimit } from "./rendition-limit.ts";

/** Types of what has no picture (HLS `TYPE`, DASH `contentType` or the first half of its media type). */
const PICTURELESS: ReadonlySet<string> = new Set(["audio", "subtitles", "closed-captions", "text"]);
/** RFC 6381 names of codecs for sound and text. */
const PICTURELESS_CODEC =
  /^(?:mp4a|ac-3|ec-3|ac-4|opus|vorbis|flac|fLaC|alac|mhm1|mha1|dts[a-z]|stpp|wvtt|tx3g|pcm)(?:\.|$)/i;

/**
 * Whether limits leave a rendition to a viewer; `folder` is that of its manifest. What has no picture is left to everybody.
 * A picture whose height is not told is nobody's under a greatest height, and one without any of the names is nobody's under
 * names: those that the manifest gives it, its height (`360p`), in HLS also its playlist's and its folder's.
 */
export function mayHave(limits: readonly RenditionLimit[], rendition: Rendition, folder: string): boolean {
  if (!hasPicture(rendition)) return true;
  const { height } = rendition;
  return limits.every(({ maxHeight, names }) => {
    if (maxHeight !== undefined && (height === undefined || height > maxHeight)) return false;
    return names === undefined || namesOf(rendition, folder).some(name => names.includes(name));
  });
}

/** False for sound and text; true for whatever does not say that it is one of these. */
export function hasPicture({ role, type, height, width, codecs }: Rendition): boolean {
  if (role === "trick" || height !== undefined || width !== undefined) return true;
  if (type !== undefined && PICTURELESS.has(type)) return false;
  const named = codecs?.split(",").map(codec => codec.trim()) ?? [];
  // Subtitles in XML (`application/ttml+xml`) have no codec; pictures always say what they are.
  if (named.length === 0) return type !== "application";
  return !named.every(codec => PICTURELESS_CODEC.test(codec));
}

function namesOf({ names, height, paths }: Rendition, folder: string): readonly string[] {
  const byPath = paths.filter(path => !path.includes("*") && path.endsWith(".m3u8"));
  return [
    ...names,
    ...(height === undefined ? [] : [`${height}p`]),
    ...byPath.flatMap(path => pathNames(path, folder)),
  ];
}

/** Whether limits leave a file or a playlist that says nothing of itself to a viewer: by name alone, and never by height. */
export function mayHaveUnstated(limits: readonly RenditionLimit[], path: string, folder: string): boolean {
  const own = pathNames(path, folder);
  return limits.every(
    ({ maxHeight, names }) => maxHeight === undefined && (names ?? []).some(name => own.includes(name)),
  );
}
