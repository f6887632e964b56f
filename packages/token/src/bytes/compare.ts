/** Order of bytes, as deterministic CBOR sorts keys (RFC 8949 4.2.1): negative, zero or positive; a prefix comes first. Not for secrets. */
export function compareBytes(left: Uint8Array, right: Uint8Array): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** True for the same bytes. In time that depends on them: for secrets there is `CryptoProvider.equal`. */
export function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && compareBytes(left, right) === 0;
}
