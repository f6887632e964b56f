import { fractionsOfRoots, padded } from "./merkle-damgard.ts";

const BLOCK_BYTES = 64;
const LENGTH_BYTES = 8;
const ROUNDS = 64;
const WORD = 32n;

const CONSTANTS = Uint32Array.from(fractionsOfRoots(ROUNDS, 3n, WORD), Number);
const START = Uint32Array.from(fractionsOfRoots(8, 2n, WORD), Number);

/** SHA-256 (FIPS 180-4 section 6.2), 32 bytes: for claims that hold hashes, where no provider is at hand. */
export function sha256(data: Uint8Array): Uint8Array {
  const message = padded(data, BLOCK_BYTES, LENGTH_BYTES);
  const view = new DataView(message.buffer);
  const state = START.slice();
  const schedule = new Uint32Array(ROUNDS);
  for (let at = 0; at < message.length; at += BLOCK_BYTES) {
    for (let word = 0; word < 16; word += 1) schedule[word] = view.getUint32(at + 4 * word);
    expand(schedule);
    compress(state, schedule);
  }
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, index) => {
    digest.setUint32(4 * index, word);
  });
  return new Uint8Array(digest.buffer);
}

const rotate = (word: number, by: number) => (word >>> by) | (word << (32 - by));

function expand(schedule: Uint32Array): void {
  for (let index = 16; index < ROUNDS; index += 1) {
    const early = schedule[index - 15] ?? 0;
    const late = schedule[index - 2] ?? 0;
    const first = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
    const second = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
    schedule[index] = (schedule[index - 16] ?? 0) + first + (schedule[index - 7] ?? 0) + second;
  }
}

function compress(state: Uint32Array, schedule: Uint32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let round = 0; round < ROUNDS; round += 1) {
    const sumE = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const choice = (e & f) ^ (~e & g);
    const mixed = (h + sumE + choice + (CONSTANTS[round] ?? 0) + (schedule[round] ?? 0)) | 0;
    const sumA = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + mixed) | 0, c, b, a, (mixed + sumA + majority) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, index) => {
    state[index] = (state[index] ?? 0) + word;
  });
}
