import { fractionsOfRoots, padded } from "./merkle-damgard.ts";

const BLOCK_BYTES = 128;
const LENGTH_BYTES = 16;
const ROUNDS = 80;
const WORD = 64n;
/** SHA-512/t starts from the hash of its own name under a changed start (FIPS 180-4 section 5.3.6). */
const NAME = Uint8Array.from("SHA-512/256", letter => letter.charCodeAt(0));
const CHANGE = 0xa5a5a5a5a5a5a5a5n;

const CONSTANTS = BigUint64Array.from(fractionsOfRoots(ROUNDS, 3n, WORD));
const SHA512_START = BigUint64Array.from(fractionsOfRoots(8, 2n, WORD));
const START = run(
  SHA512_START.map(word => word ^ CHANGE),
  NAME,
);

/**
 * SHA-512/256 (FIPS 180-4 section 6.7), 32 bytes. Its start differs from SHA-512's: a cut SHA-512 is another hash.
 * Some 30 microseconds for each 128 bytes, which is for URLs and headers alone.
 */
export function sha512Slash256(data: Uint8Array): Uint8Array {
  const digest = new DataView(new ArrayBuffer(32));
  run(START, data)
    .subarray(0, 4)
    .forEach((word, index) => {
      digest.setBigUint64(8 * index, word);
    });
  return new Uint8Array(digest.buffer);
}

function run(start: BigUint64Array, data: Uint8Array): BigUint64Array {
  const message = padded(data, BLOCK_BYTES, LENGTH_BYTES);
  const view = new DataView(message.buffer);
  const state = start.slice();
  const schedule = new BigUint64Array(ROUNDS);
  for (let at = 0; at < message.length; at += BLOCK_BYTES) {
    for (let word = 0; word < 16; word += 1) schedule[word] = view.getBigUint64(at + 8 * word);
    expand(schedule);
    compress(state, schedule);
  }
  return state;
}

function rotate(word: bigint, by: bigint): bigint {
  return BigInt.asUintN(64, (word >> by) | (word << (WORD - by)));
}

function expand(schedule: BigUint64Array): void {
  for (let index = 16; index < ROUNDS; index += 1) {
    const early = schedule[index - 15] ?? 0n;
    const late = schedule[index - 2] ?? 0n;
    const first = rotate(early, 1n) ^ rotate(early, 8n) ^ (early >> 7n);
    const second = rotate(late, 19n) ^ rotate(late, 61n) ^ (late >> 6n);
    schedule[index] = (schedule[index - 16] ?? 0n) + first + (schedule[index - 7] ?? 0n) + second;
  }
}

function compress(state: BigUint64Array, schedule: BigUint64Array): void {
  let [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n, g = 0n, h = 0n] = state;
  for (let round = 0; round < ROUNDS; round += 1) {
    const sumE = rotate(e, 14n) ^ rotate(e, 18n) ^ rotate(e, 41n);
    const choice = (e & f) ^ (BigInt.asUintN(64, ~e) & g);
    const mixed = h + sumE + choice + (CONSTANTS[round] ?? 0n) + (schedule[round] ?? 0n);
    const sumA = rotate(a, 28n) ^ rotate(a, 34n) ^ rotate(a, 39n);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const next = BigInt.asUintN(64, mixed + sumA + majority);
    [h, g, f, e, d, c, b, a] = [g, f, e, BigInt.asUintN(64, d + mixed), c, b, a, next];
  }
  [a, b, c, d, e, f, g, h].forEach((word, index) => {
    state[index] = (state[index] ?? 0n) + word;
  });
}
