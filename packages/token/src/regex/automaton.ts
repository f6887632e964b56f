import { Alphabet } from "./alphabet.ts";
import type { CharSet } from "./char-set.ts";
import { hasPosition, type PositionSet, positionSet } from "./position-set.ts";
import type { Program } from "./program.ts";
import type { StepperPlan } from "./stepper.ts";
import { MATCH, type Way, waysFrom } from "./ways.ts";

/** A program without its empty steps (Glushkov 1961): positions, and which may follow which. */
export interface Automaton {
  readonly alphabet: Alphabet;
  /** From the beginning of the pattern, where the text starts. */
  readonly startWays: readonly Way[];
  /** From the beginning of the pattern, at any other place. */
  readonly innerWays: readonly Way[];
  readonly waysAfter: readonly (readonly Way[])[];
  /** Sets hold the positions that may come next, and these two: matched, and matched if the text ends here. */
  readonly matched: number;
  readonly matchedAtEnd: number;
  readonly forward: StepperPlan & { readonly begin: PositionSet };
  /** The same from the end of the text: sets hold the positions behind which the rest of the text may match. */
  readonly backward: StepperPlan & { readonly begin: PositionSet };
}

export function automatonOf(program: Program): Automaton {
  const { sets } = program;
  const alphabet = new Alphabet(sets);
  const matched = sets.length;
  const matchedAtEnd = matched + 1;
  const startWays = waysFrom(program, 0, true);
  const innerWays = waysFrom(program, 0, false);
  const waysAfter = afterEach(program);
  const targets = (ways: readonly Way[]) =>
    positionSet(ways.map(({ to }) => (to >= 0 ? to : to === MATCH ? matched : matchedAtEnd)));
  const after = waysAfter.map(targets);
  const before = (target: number) =>
    positionsOf(sets).filter(position => hasPosition(after[position] ?? positionSet(), target));
  const ends = before(matched);
  const masks = masksOf(sets, alphabet);
  return {
    alphabet,
    startWays,
    innerWays,
    waysAfter,
    matched,
    matchedAtEnd,
    forward: { masks, edges: after, base: targets(innerWays), goal: matched, begin: targets(startWays) },
    backward: {
      masks,
      edges: sets.map((_, target) => positionSet(before(target))),
      base: positionSet(ends),
      goal: undefined,
      begin: positionSet([...ends, ...before(matchedAtEnd)]),
    },
  };
}

function afterEach(program: Program): readonly (readonly Way[])[] {
  const ways: (readonly Way[])[] = [];
  for (const [pc, instruction] of program.instructions.entries()) {
    if (instruction.kind === "char") ways[instruction.position] = waysFrom(program, pc + 1, false);
  }
  return ways;
}

function masksOf(sets: readonly CharSet[], alphabet: Alphabet): readonly PositionSet[] {
  return Array.from({ length: alphabet.size }, (_, letter) => {
    const unit = alphabet.unitOf(letter);
    const takers = positionsOf(sets).filter(position => includesUnit(sets[position] ?? [], unit));
    return positionSet(takers);
  });
}

function positionsOf(sets: readonly CharSet[]): number[] {
  return [...sets.keys()];
}

function includesUnit(set: CharSet, unit: number): boolean {
  return set.some(([first, last]) => first <= unit && unit <= last);
}
