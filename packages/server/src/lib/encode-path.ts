/** What encodeURIComponent encodes though a segment may hold it as it is (RFC 3986 section 3.3, `pchar`). */
const NEEDLESS = /%(?:3A|40|24|26|2B|2C|3B|3D)/g;

/** Decoded segments as the path of a URL, `/`-led, in the one spelling that RFC 3986 section 6.2.2 leaves. */
export function encodePath(segments: readonly string[]): string {
  let path = "";
  for (const segment of segments)
    path += `/${encodeURIComponent(segment).replace(NEEDLESS, decodeURIComponent)}`;
  return path;
}
