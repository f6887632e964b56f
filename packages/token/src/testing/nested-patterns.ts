/** A generator of numbers in [0, 1), the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Patterns that cost a backtracking engine exponential time: repetitions of repetitions, which never reach their end. */
export function nestedPatterns(count: number, seed: number): readonly string[] {
  const random = randomFrom(seed);
  const pick = (choices: readonly string[]) => choices[Math.floor(random() * choices.length)] ?? "";
  const inner = (depth: number): string => {
    if (depth === 0) return pick(["a", "b", "[ab]", ".", "a|aa", "a|b|ab", "a?b?", "[ab]{1,9}"]);
    const body = random() < 0.3 ? `${inner(depth - 1)}|${inner(depth - 1)}` : inner(depth - 1);
    return `(${body})${pick(["*", "+", "?", "{1,3}", "{2,}", "{0,4}"])}${pick(["", "", "a", "[ab]{12}"])}`;
  };
  return Array.from(
    { length: count },
    () => `${inner(1 + Math.floor(random() * 3))}${pick(["c", "$", "!$", "cc"])}`,
  );
}
