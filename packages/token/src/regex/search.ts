import type { CharSet } from "./char-set.ts";
import { type FlatProgram, op } from "./flat-program.ts";
import { MAX_WORK } from "./limits.ts";
import { type Passed, type SearchRoom, searchRoom, type Threads } from "./threads.ts";

const NO_UNIT = -1;
const NO_RANGES: CharSet = [];

/** What a search is for: whether there is a match, or where its groups are. */
export type SearchAim = "match" | "groups";

/**
 * One search: every way through a program at once, by preference (Pike 1994, as Cox 2009 tells it), with all work
 * counted. Only one may be under way.
 */
export class Search {
  /** Looks at instructions and at ranges of sets. */
  work = 0;
  /** The edges that the match passed, and undefined before there is one. With the aim `match` it has none. */
  matched: { readonly passed: Passed | undefined } | undefined = undefined;
  readonly #program: FlatProgram;
  readonly #text: string;
  readonly #aim: SearchAim;
  readonly #room: SearchRoom;
  #current: Threads;
  #next: Threads;
  #round: number;
  #height = 0;

  constructor(program: FlatProgram, text: string, aim: SearchAim) {
    this.#program = program;
    this.#text = text;
    this.#aim = aim;
    this.#room = searchRoom(program.operations.length);
    this.#current = this.#room.first;
    this.#next = this.#room.second;
    this.#round = this.#room.nextRound();
  }

  /** False when the work is too much; otherwise `matched` is what there is. */
  run(): boolean {
    const isDone = this.#walk();
    if (this.#aim === "groups") this.#room.forget();
    return isDone;
  }

  #walk(): boolean {
    const { length } = this.#text;
    for (let index = 0; index <= length; index += 1) {
      if (this.matched === undefined) this.#enter(0, this.#edge(0, index, undefined), index);
      this.#swap();
      if (this.#current.count > 0) this.#take(index);
      if (this.work > MAX_WORK) return false;
      if (this.matched !== undefined && (this.#aim === "match" || this.#next.count === 0)) break;
    }
    return true;
  }

  #swap(): void {
    const current = this.#next;
    this.#next = this.#current;
    this.#next.count = 0;
    this.#current = current;
    this.#round = this.#room.nextRound();
  }

  /** Lets each thread take the character at `index`. A match ends all that are less preferred. */
  #take(index: number): void {
    const { operations, operands } = this.#program;
    const { pcs, passed, count } = this.#current;
    const unit = index < this.#text.length ? this.#text.charCodeAt(index) : NO_UNIT;
    for (let thread = 0; thread < count && this.work <= MAX_WORK; thread += 1) {
      const pc = pcs[thread] ?? 0;
      const operation = operations[pc];
      if (operation === op.match) {
        this.matched = { passed: this.#edge(1, index, passed[thread]) };
        return;
      }
      const operand = operands[pc] ?? 0;
      const isTaken = operation === op.unit ? operand === unit : this.#isInSet(operand, unit);
      if (isTaken) this.#enter(pc + 1, passed[thread], index + 1);
    }
  }

  #isInSet(index: number, unit: number): boolean {
    const set = this.#program.sets[index] ?? NO_RANGES;
    this.work += set.length;
    for (const [first, last] of set) if (unit <= last) return unit >= first;
    return false;
  }

  /** Adds every instruction that takes a character and is reached from `pc` without taking one. */
  #enter(pc: number, passed: Passed | undefined, index: number): void {
    const { reached } = this.#room;
    this.#push(pc, passed);
    while (this.#height > 0) {
      this.#height -= 1;
      const at = this.#room.stack[this.#height] ?? 0;
      this.work += 1;
      if (reached[at] === this.#round) continue;
      reached[at] = this.#round;
      this.#goOn(at, this.#room.stackPassed[this.#height], index);
    }
  }

  #goOn(at: number, passed: Passed | undefined, index: number): void {
    const operand = this.#program.operands[at] ?? 0;
    const operation = this.#program.operations[at];
    if (operation === op.fork) {
      this.#push(this.#program.seconds[at] ?? 0, passed);
      this.#push(operand, passed);
    } else if (operation === op.jump) this.#push(operand, passed);
    else if (operation === op.save) this.#push(at + 1, this.#edge(operand, index, passed));
    else if (operation === op.start || operation === op.end) {
      if (index === (operation === op.start ? 0 : this.#text.length)) this.#push(at + 1, passed);
    } else this.#next.add(at, passed);
  }

  #push(pc: number, passed: Passed | undefined): void {
    this.#room.stack[this.#height] = pc;
    this.#room.stackPassed[this.#height] = passed;
    this.#height += 1;
  }

  #edge(slot: number, at: number, before: Passed | undefined): Passed | undefined {
    return this.#aim === "groups" ? { slot, at, before } : undefined;
  }
}
