const SLAB_BYTES = 16_384;
/** Above this a block of its own wastes less than it costs. */
const SMALL_BYTES = 1_024;

let slab = new Uint8Array(SLAB_BYTES);
let used = 0;

/**
 * Bytes to fill, once: zero-filled, shared with nobody. Small ones are cut from a larger block, because making a
 * Uint8Array of 100 bytes costs more than decoding them; so never hand out their `buffer`.
 */
export function takeBytes(count: number): Uint8Array {
  if (count > SMALL_BYTES) return new Uint8Array(count);
  if (used + count > SLAB_BYTES) {
    slab = new Uint8Array(SLAB_BYTES);
    used = 0;
  }
  const start = used;
  used += count;
  return slab.subarray(start, used);
}
