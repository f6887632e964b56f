import { type FlatProgram, flatProgramOf } from "./flat-program.ts";
import type { Program } from "./program.ts";
import type { Groups, Regex } from "./regex.ts";
import { Search, type SearchAim } from "./search.ts";

/** A pattern of any size: a text takes it at most MAX_WORK, and is not judged where that is too little. */
export class LargeRegex implements Regex {
  readonly groupCount: number;
  readonly #program: FlatProgram;
  #work = 0;

  constructor(program: Program, groupCount: number) {
    this.#program = flatProgramOf(program);
    this.groupCount = groupCount;
  }

  get computedSteps(): number {
    return this.#work;
  }

  test(text: string): boolean | undefined {
    const search = this.#search(text, "match");
    return search && search.matched !== undefined;
  }

  groups(text: string): Groups | false | undefined {
    const search = this.#search(text, "groups");
    if (search?.matched === undefined) return search && false;
    const slots: (number | undefined)[] = new Array(2 * this.groupCount + 2).fill(undefined);
    for (let edge = search.matched.passed; edge !== undefined; edge = edge.before)
      slots[edge.slot] ??= edge.at;
    return Array.from({ length: this.groupCount + 1 }, (_, group) => {
      const start = slots[2 * group];
      const end = slots[2 * group + 1];
      return start === undefined || end === undefined ? undefined : text.slice(start, end);
    });
  }

  #search(text: string, aim: SearchAim): Search | undefined {
    const search = new Search(this.#program, text, aim);
    const isDone = search.run();
    this.#work += search.work;
    return isDone ? search : undefined;
  }
}
