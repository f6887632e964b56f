/** The message with its padding (FIPS 180-4 section 5.1): a 1 bit, zeros, and its length in bits in the last bytes. */
export function padded(data: Uint8Array, blockBytes: number, lengthBytes: number): Uint8Array<ArrayBuffer> {
  const blocks = Math.ceil((data.length + 1 + lengthBytes) / blockBytes);
  const message = new Uint8Array(blocks * blockBytes);
  message.set(data);
  message[data.length] = 0x80;
  new DataView(message.buffer).setBigUint64(message.length - 8, BigInt(data.length) * 8n);
  return message;
}

/**
 * The first bits of the fractional parts of the square (`root` 2) or cube (`root` 3) roots of the first `count` primes:
 * where the constants of SHA-2 come from (FIPS 180-4 sections 4.2 and 5.3), so that no table can be mistyped.
 */
export function fractionsOfRoots(count: number, root: bigint, bits: bigint): bigint[] {
  const mask = (1n << bits) - 1n;
  return firstPrimes(count).map(prime => integerRoot(BigInt(prime) << (root * bits), root) & mask);
}

function firstPrimes(count: number): readonly number[] {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < count; candidate += 1) {
    if (primes.every(prime => candidate % prime !== 0)) primes.push(candidate);
  }
  return primes;
}

/** The largest integer whose power is not above `value`, by bisection. */
function integerRoot(value: bigint, root: bigint): bigint {
  let low = 0n;
  let high = 1n << (BigInt(value.toString(2).length) / root + 1n);
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** root <= value) low = middle;
    else high = middle;
  }
  return low;
}
