/** Where a thread passed a group's edge. A chain, as threads share where they come from; the last one comes first. */
export interface Passed {
  readonly slot: number;
  readonly at: number;
  readonly before: Passed | undefined;
}

/** The instructions that wait for one character, by preference. */
export class Threads {
  count = 0;
  readonly pcs: Int32Array;
  readonly passed: (Passed | undefined)[] = [];

  constructor(size: number) {
    this.pcs = new Int32Array(size);
  }

  add(pc: number, passed: Passed | undefined): void {
    this.pcs[this.count] = pc;
    this.passed[this.count] = passed;
    this.count += 1;
  }
}

const HIGHEST_ROUND = 2 ** 30;

/** Room for a search through a program of `size` instructions or less, used by one search after the other. */
export class SearchRoom {
  readonly size: number;
  readonly first: Threads;
  readonly second: Threads;
  readonly stack: Int32Array;
  readonly stackPassed: (Passed | undefined)[] = [];
  /** The round in which an instruction was last reached. */
  readonly reached: Int32Array;
  #round = 0;

  constructor(size: number) {
    this.size = size;
    this.first = new Threads(size);
    this.second = new Threads(size);
    this.stack = new Int32Array(2 * size + 2);
    this.reached = new Int32Array(size);
  }

  /** Lets go of what threads have passed: it may be as much as the work of a search. */
  forget(): void {
    this.first.passed.length = 0;
    this.second.passed.length = 0;
    this.stackPassed.length = 0;
  }

  /** A number that no instruction was reached in. */
  nextRound(): number {
    if (this.#round === HIGHEST_ROUND) {
      this.reached.fill(0);
      this.#round = 0;
    }
    this.#round += 1;
    return this.#round;
  }
}

let room = new SearchRoom(0);

/** The one room, emptied: a search must end before the next begins. */
export function searchRoom(size: number): SearchRoom {
  if (room.size < size) room = new SearchRoom(size);
  room.first.count = 0;
  room.second.count = 0;
  return room;
}
