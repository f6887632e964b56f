/** Bytes that decoders treat apart: heads of CBOR, edges of lengths and of UTF-8, punctuation of JSON and JWT. */
const INTERESTING = [
  0x00, 0x17, 0x18, 0x19, 0x1a, 0x1b, 0x1f, 0x3b, 0x5f, 0x7f, 0x80, 0x9b, 0x9f, 0xa0, 0xbb, 0xbf, 0xc2, 0xd8,
  0xdb, 0xed, 0xf0, 0xf8, 0xf9, 0xfb, 0xff, 0x22, 0x28, 0x2b, 0x2e, 0x3d, 0x5b, 0x5c, 0x7b, 0x7d,
];

type Random = () => number;
type Mutation = (bytes: number[], random: Random) => void;

const mutations: readonly Mutation[] = [
  (bytes, random) => change(bytes, random, byte => byte ^ (1 << below(8, random))),
  (bytes, random) => change(bytes, random, () => below(256, random)),
  (bytes, random) => change(bytes, random, () => interesting(random)),
  (bytes, random) => change(bytes, random, byte => (byte + (random() < 0.5 ? 1 : 255)) & 0xff),
  (bytes, random) => bytes.splice(below(bytes.length + 1, random), 0, interesting(random)),
  (bytes, random) => bytes.splice(below(bytes.length + 1, random), 0, below(256, random)),
  (bytes, random) => bytes.splice(below(bytes.length, random), 1 + below(4, random)),
  (bytes, random) => bytes.splice(below(bytes.length + 1, random)),
  (bytes, random) => {
    const start = below(bytes.length, random);
    const part = bytes.slice(start, start + 1 + below(16, random));
    bytes.splice(below(bytes.length + 1, random), 0, ...part);
  },
  (bytes, random) => {
    const repeated = new Array<number>(below(64, random)).fill(interesting(random));
    bytes.splice(below(bytes.length + 1, random), 0, ...repeated);
  },
];

/** `seed` after one to four small changes, or sometimes nothing but random bytes. `random` answers in [0, 1). */
export function mutate(seed: Uint8Array, random: Random): Uint8Array {
  if (random() < 0.05) return Uint8Array.from({ length: below(64, random) }, () => below(256, random));
  const bytes = [...seed];
  for (let times = 1 + below(4, random); times > 0; times -= 1) {
    mutations[below(mutations.length, random)]?.(bytes, random);
  }
  return Uint8Array.from(bytes);
}

function below(limit: number, random: Random): number {
  return Math.floor(random() * limit);
}

function interesting(random: Random): number {
  return INTERESTING[below(INTERESTING.length, random)] ?? 0;
}

function change(bytes: number[], random: Random, to: (byte: number) => number): void {
  if (bytes.length === 0) return;
  const at = below(bytes.length, random);
  bytes[at] = to(bytes[at] ?? 0);
}
