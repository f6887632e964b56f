const SEGMENT_SECONDS = 2;
const SEGMENTS = 32;
const WINDOW = 6;

/** A sliding window over the demo clip's segments, looped with a discontinuity; a function of the clock alone. */
export function livePlaylist(nowSeconds: number): string {
  const last = Math.floor(nowSeconds / SEGMENT_SECONDS);
  const first = last - WINDOW + 1;
  const lines = [
    "#EXTM3U",
    "#EXT-X-VERSION:7",
    `#EXT-X-TARGETDURATION:${SEGMENT_SECONDS}`,
    `#EXT-X-MEDIA-SEQUENCE:${first}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${Math.floor((first - 1) / SEGMENTS)}`,
    '#EXT-X-MAP:URI="init.mp4"',
  ];
  for (let sequence = first; sequence <= last; sequence += 1) {
    if (sequence % SEGMENTS === 0) lines.push("#EXT-X-DISCONTINUITY");
    lines.push(`#EXTINF:${SEGMENT_SECONDS}.000,`, `seg-${sequence % SEGMENTS}.m4s`);
  }
  return `${lines.join("\n")}\n`;
}
