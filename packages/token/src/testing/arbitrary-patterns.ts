import fc from "fast-check";

const atom = fc.constantFrom("a", "b", ".", "[ab]", "[^a]");
const repeat = fc.constantFrom("", "", "", "*", "+", "?", "{2}", "{1,2}", "{2,}", "{0,1}");
const piece = fc.tuple(atom, repeat).map(parts => parts.join(""));
const sequence = fc.array(piece, { minLength: 1, maxLength: 3 }).map(parts => parts.join(""));
/** Never empty, and without groups inside: about the others engines differ. */
const repeatedGroup = fc
  .tuple(fc.array(fc.array(atom, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 }), repeat)
  .map(([branches, times]) => `(${branches.map(branch => branch.join("")).join("|")})${times}`);
const plainGroup = fc
  .array(sequence, { minLength: 1, maxLength: 3 })
  .map(branches => `(${branches.join("|")})`);
const edge = fc.constantFrom("", "", "", "^", "$");
/** Patterns over a and b whose groups are the same in every engine that prefers the left. */
export const plainPattern = fc
  .array(fc.oneof(sequence, repeatedGroup, plainGroup, edge), { minLength: 1, maxLength: 4 })
  .map(parts => parts.join(""));
/** What they are searched for in. */
export const shortText = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 12 });

/** Repetitions in any nesting. */
export const nestedExpression = fc.letrec<{ expression: string }>(tie => ({
  expression: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    atom,
    fc.tuple(tie("expression"), tie("expression")).map(parts => parts.join("")),
    fc.tuple(tie("expression"), tie("expression")).map(parts => `(${parts.join("|")})`),
    fc.tuple(tie("expression"), repeat).map(([body, times]) => `(?:${body})${times}`),
    fc.constantFrom("^", "$", "()"),
  ),
})).expression;
