import type { CharSet } from "./char-set.ts";
import type { Pattern } from "./syntax.ts";

/** One step of a nondeterministic automaton (Thompson 1968). Without a target it goes on with the next one. */
export type Instruction =
  /** Takes one character; `position` counts these. */
  | { readonly kind: "char"; readonly position: number }
  /** Both, the first one by preference. */
  | { readonly kind: "fork"; readonly first: number; readonly second: number }
  | { readonly kind: "jump"; readonly to: number }
  /** Keeps the place in the text: `slot` 2 n where group n starts, 2 n + 1 where it ends. */
  | { readonly kind: "save"; readonly slot: number }
  | { readonly kind: "start" }
  | { readonly kind: "end" }
  | { readonly kind: "match" };

export interface Program {
  readonly instructions: readonly Instruction[];
  /** What each position takes. */
  readonly sets: readonly CharSet[];
}

/** How large a program may be: steps of writing it, and places that take a character. */
export interface ProgramBounds {
  readonly instructions: number;
  readonly positions: number;
}

/** Undefined when it would be larger than `bounds`. */
export function programOf(pattern: Pattern, bounds: ProgramBounds): Program | undefined {
  const writer = new ProgramWriter(bounds);
  writer.write(pattern);
  writer.add({ kind: "match" });
  return writer.tooLarge ? undefined : writer;
}

class ProgramWriter implements Program {
  readonly instructions: Instruction[] = [];
  readonly sets: CharSet[] = [];
  readonly #bounds: ProgramBounds;
  #steps = 0;

  constructor(bounds: ProgramBounds) {
    this.#bounds = bounds;
  }

  get tooLarge(): boolean {
    return this.#steps > this.#bounds.instructions || this.sets.length > this.#bounds.positions;
  }

  add(instruction: Instruction): number {
    return this.instructions.push(instruction) - 1;
  }

  write(pattern: Pattern): void {
    this.#steps += 1;
    if (this.tooLarge) return;
    switch (pattern.kind) {
      case "char":
        this.add({ kind: "char", position: this.sets.push(pattern.set) - 1 });
        break;
      case "start":
      case "end":
        this.add(pattern);
        break;
      case "sequence":
        for (const part of pattern.parts) this.write(part);
        break;
      case "choice":
        this.#choice(pattern.branches);
        break;
      case "group":
        this.add({ kind: "save", slot: 2 * pattern.index });
        this.write(pattern.body);
        this.add({ kind: "save", slot: 2 * pattern.index + 1 });
        break;
      case "repeat":
        this.#repeat(pattern.body, pattern.min, pattern.max);
    }
  }

  #choice(branches: readonly Pattern[]): void {
    const ends: number[] = [];
    for (const [index, branch] of branches.entries()) {
      const isLast = index === branches.length - 1;
      const fork = isLast ? -1 : this.#reserve();
      this.write(branch);
      if (isLast) continue;
      ends.push(this.#reserve());
      this.#fork(fork, fork + 1, this.instructions.length);
    }
    for (const end of ends) this.instructions[end] = { kind: "jump", to: this.instructions.length };
  }

  #repeat(body: Pattern, min: number, max: number | undefined): void {
    const before = max === undefined ? min - 1 : min;
    for (let count = 0; count < before && !this.tooLarge; count += 1) this.write(body);
    if (max !== undefined) this.#optional(body, max - min);
    else if (min === 0) this.#star(body);
    else this.#plus(body);
  }

  #optional(body: Pattern, times: number): void {
    const forks: number[] = [];
    for (let count = 0; count < times && !this.tooLarge; count += 1) {
      forks.push(this.#reserve());
      this.write(body);
    }
    for (const fork of forks) this.#fork(fork, fork + 1, this.instructions.length);
  }

  #star(body: Pattern): void {
    const fork = this.#reserve();
    this.write(body);
    this.add({ kind: "jump", to: fork });
    this.#fork(fork, fork + 1, this.instructions.length);
  }

  /** Goes back instead of writing the body twice: repetitions inside each other would double it each time. */
  #plus(body: Pattern): void {
    const start = this.instructions.length;
    this.write(body);
    const fork = this.#reserve();
    this.#fork(fork, start, fork + 1);
  }

  /** Room for an instruction whose target is not known yet. */
  #reserve(): number {
    return this.add({ kind: "match" });
  }

  #fork(at: number, first: number, second: number): void {
    this.instructions[at] = { kind: "fork", first, second };
  }
}
