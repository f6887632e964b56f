const scratch = new DataView(new ArrayBuffer(8));

/** The number of an IEEE 754 binary16, 32 or 64 of `width` bytes at `at`, most significant byte first. */
export function readFloat(bytes: Uint8Array, at: number, width: number): number {
  for (let index = 0; index < width; index += 1) scratch.setUint8(index, bytes[at + index] ?? 0);
  if (width === 8) return scratch.getFloat64(0);
  return width === 4 ? scratch.getFloat32(0) : halfToNumber(scratch.getUint16(0));
}

/** RFC 8949 appendix D. */
function halfToNumber(half: number): number {
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  const sign = half & 0x8000 ? -1 : 1;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}
