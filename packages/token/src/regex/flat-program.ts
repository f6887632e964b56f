import { type CharSet, onlyUnit } from "./char-set.ts";
import type { Instruction, Program } from "./program.ts";

/** Operations of a flat program. */
export const op = { unit: 0, set: 1, fork: 2, jump: 3, save: 4, start: 5, end: 6, match: 7 } as const;

/** A program as numbers: a large one has thousands of instructions, nine bytes each. */
export interface FlatProgram {
  readonly operations: Uint8Array;
  /** Of `unit` what it takes, of `set` its index in `sets`, of `fork` the first way, of `jump` the target, of `save` the slot. */
  readonly operands: Int32Array;
  /** Of `fork` the second way. */
  readonly seconds: Int32Array;
  readonly sets: readonly CharSet[];
}

/** The same program. */
export function flatProgramOf({ instructions, sets }: Program): FlatProgram {
  const operations = new Uint8Array(instructions.length);
  const operands = new Int32Array(instructions.length);
  const seconds = new Int32Array(instructions.length);
  const kept: CharSet[] = [];
  for (const [pc, instruction] of instructions.entries()) {
    if (instruction.kind === "char") {
      const set = sets[instruction.position] ?? [];
      const unit = onlyUnit(set);
      operations[pc] = unit === undefined ? op.set : op.unit;
      operands[pc] = unit ?? kept.push(set) - 1;
    } else {
      operations[pc] = op[instruction.kind];
      operands[pc] = operandOf(instruction);
      if (instruction.kind === "fork") seconds[pc] = instruction.second;
    }
  }
  return { operations, operands, seconds, sets: kept };
}

function operandOf(instruction: Instruction): number {
  switch (instruction.kind) {
    case "fork":
      return instruction.first;
    case "jump":
      return instruction.to;
    case "save":
      return instruction.slot;
    case "char":
    case "start":
    case "end":
    case "match":
      return 0;
  }
}
