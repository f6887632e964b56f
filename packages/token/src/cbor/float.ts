const scratch = new DataView(new ArrayBuffer(8));

/** The number of an IEEE 754 binary16, 32 or 64 of `width` bytes at `at`, most significant byte first. */
export function readFloat(bytes: Uint8Array, at: number, width: number): number {
  for (let index = 0; index < width; index += 1) scratch.setUint8(index, bytes[at + index] ?? 0);
  if (width === 8) return scratch.getFloat64(0);
  return width === 4 ? scratch.getFloat32(0) : halfToNumber(scratch.getUint16(0));
}

/** 2, 4 or 8 bytes: the shortest form that keeps the value exactly (RFC 8949 4.2.1). */
export function floatBytes(value: number): Uint8Array {
  scratch.setFloat64(0, value);
  if (Math.fround(value) !== value) return new Uint8Array(scratch.buffer.slice(0));
  scratch.setFloat32(0, value);
  const half = singleToHalf(scratch.getUint32(0));
  if (half === undefined) return new Uint8Array(scratch.buffer.slice(0, 4));
  return Uint8Array.of(half >> 8, half & 0xff);
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

/** The bits of a binary16 that are worth exactly what these bits of a binary32 are; undefined when there are none. */
function singleToHalf(bits: number): number | undefined {
  const sign = (bits >>> 16) & 0x8000;
  const exponent = ((bits >>> 23) & 0xff) - 127;
  const fraction = bits & 0x7fffff;
  if (exponent === -127) return fraction === 0 ? sign : undefined;
  if (exponent === 128) return fraction === 0 ? sign | 0x7c00 : undefined;
  if (exponent > 15 || exponent < -24) return undefined;
  // Below 2^-14 a half has no leading one of its own, and loses a bit for each step down.
  const dropped = exponent < -14 ? -1 - exponent : 13;
  const significand = exponent < -14 ? fraction | 0x800000 : fraction;
  if ((significand & ((1 << dropped) - 1)) !== 0) return undefined;
  return sign | (exponent < -14 ? 0 : (exponent + 15) << 10) | (significand >> dropped);
}
