/** Less than any audio needs. SRS, for one, writes BANDWIDTH=1 where it does not know. */
const LEAST_BITS_PER_SECOND = 4000;

/** A stated peak bit rate, or undefined for a placeholder: whoever paces delivery by it would stop the stream. */
export function plausiblePeak(bitsPerSecond: number): number | undefined {
  return bitsPerSecond >= LEAST_BITS_PER_SECOND ? bitsPerSecond : undefined;
}
