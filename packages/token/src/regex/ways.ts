import type { Instruction, Program } from "./program.ts";

/** Stand for positions in `Way.to`: the pattern is matched, or would be if the text ended here. */
export const MATCH = -1;
export const MATCH_AT_END = -2;

/** A way on without taking a character. */
export interface Way {
  /** The position that takes the next character, MATCH, or MATCH_AT_END. */
  readonly to: number;
  readonly saves: Saves | undefined;
}

/** The slots that keep the place on a way. A chain, as ways share where they come from. */
export interface Saves {
  readonly slot: number;
  readonly before: Saves | undefined;
}

/** Every way on from an instruction, by preference, each position once. `^` is passed only `atStart`. */
export function waysFrom(program: Program, from: number, atStart: boolean): readonly Way[] {
  const ways: Way[] = [];
  const visited = new Uint8Array(2 * program.instructions.length);
  const pending: Place[] = [{ pc: from, behindEnd: false, saves: undefined }];
  for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
    if (visited[2 * place.pc] === 1 || visited[keyOf(place)] === 1) continue;
    visited[keyOf(place)] = 1;
    const instruction = program.instructions[place.pc];
    if (instruction?.kind === "char") {
      if (!place.behindEnd) ways.push({ to: instruction.position, saves: place.saves });
    } else if (instruction?.kind === "match") {
      ways.push({ to: place.behindEnd ? MATCH_AT_END : MATCH, saves: place.saves });
    } else if (instruction !== undefined) pending.push(...placesAfter(instruction, place, atStart));
  }
  return ways;
}

interface Place {
  readonly pc: number;
  /** Behind `$`: what comes after it matches at the end of the text alone. */
  readonly behindEnd: boolean;
  readonly saves: Saves | undefined;
}

/** A place behind `$` counts apart, because the same instruction without it can do more. */
function keyOf({ pc, behindEnd }: Place): number {
  return behindEnd ? 2 * pc + 1 : 2 * pc;
}

/** The preferred one last. */
function placesAfter(
  instruction: Exclude<Instruction, { kind: "char" | "match" }>,
  place: Place,
  atStart: boolean,
): readonly Place[] {
  const next = { ...place, pc: place.pc + 1 };
  switch (instruction.kind) {
    case "fork":
      return [
        { ...place, pc: instruction.second },
        { ...place, pc: instruction.first },
      ];
    case "jump":
      return [{ ...place, pc: instruction.to }];
    case "save":
      return [{ ...next, saves: { slot: instruction.slot, before: place.saves } }];
    case "end":
      return [{ ...next, behindEnd: true }];
    case "start":
      return atStart ? [next] : [];
  }
}
