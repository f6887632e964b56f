/** What libsrt takes as a stream id at most (SRTO_STREAMID). */
const LONGEST_STREAM_ID_BYTES = 512;

/** An SRT address with a stream id; undefined for one that is too long. `written` is how the address says it. */
export function srtAddress(base: string, streamId: string, written = streamId): string | undefined {
  if (Buffer.byteLength(streamId) > LONGEST_STREAM_ID_BYTES) return undefined;
  return `${base}?streamid=${written}`;
}
