/** The name of what a stream's own address asks for, without the file of an entry: `demo/clip` of `demo/clip/index.m3u8`. */
export function namedByAddress(segments: readonly string[]): string {
  const isFile = segments.length > 2 && /\.[a-z0-9]{2,4}$/i.test(segments.at(-1) ?? "");
  return segments.slice(0, isFile ? -1 : undefined).join("/");
}
