import { type Automaton, automatonOf } from "./automaton.ts";
import { hasPosition, meets, type PositionSet, SET_WORDS } from "./position-set.ts";
import type { Program } from "./program.ts";
import type { Groups, Regex } from "./regex.ts";
import { REACHED, Stepper } from "./stepper.ts";
import { MATCH, MATCH_AT_END, type Way } from "./ways.ts";

/** A pattern of at most MAX_POSITIONS places: takes time in proportion to the length of the text, whatever the pattern. */
export class LinearRegex implements Regex {
  readonly #automaton: Automaton;
  readonly #groupCount: number;
  readonly #forward: Stepper;
  readonly #backward: Stepper;

  constructor(program: Program, groupCount: number) {
    this.#automaton = automatonOf(program);
    this.#groupCount = groupCount;
    this.#forward = new Stepper(this.#automaton.forward);
    this.#backward = new Stepper(this.#automaton.backward);
  }

  get groupCount(): number {
    return this.#groupCount;
  }

  /** Steps that were computed and not remembered: at most one for each character of each pass. */
  get computedSteps(): number {
    return this.#forward.computed + this.#backward.computed;
  }

  /** One pass, which ends where a match is certain. */
  test(text: string): boolean {
    const { alphabet, forward, matchedAtEnd } = this.#automaton;
    let state = this.#forward.begin(forward.begin);
    for (let index = 0; index < text.length && state !== REACHED; index += 1) {
      state = this.#forward.step(state, alphabet.letterOf(text.charCodeAt(index)));
    }
    return state === REACHED || hasPosition(this.#forward.setOf(state), matchedAtEnd);
  }

  /** Three passes. */
  groups(text: string): Groups | false {
    if (!this.test(text)) return false;
    const hopes = this.#hopes(text);
    const slots: (number | undefined)[] = new Array(2 * this.#groupCount + 2).fill(undefined);
    slots[0] = this.#firstStart(text.length, hopes);
    slots[1] = this.#follow(slots[0], text.length, hopes, slots);
    return Array.from({ length: this.#groupCount + 1 }, (_, group) => {
      const start = slots[2 * group];
      const end = slots[2 * group + 1];
      return start === undefined || end === undefined ? undefined : text.slice(start, end);
    });
  }

  /** For each character the positions that may take it and lead to a match, all in one. */
  #hopes(text: string): PositionSet {
    const { alphabet, backward } = this.#automaton;
    const hopes = new Int32Array(text.length * SET_WORDS);
    let state = this.#backward.begin(backward.begin);
    for (let index = text.length - 1; index >= 0; index -= 1) {
      const letter = alphabet.letterOf(text.charCodeAt(index));
      const set = this.#backward.setOf(state);
      const mask = backward.masks[letter];
      for (let word = 0; word < SET_WORDS; word += 1) {
        hopes[index * SET_WORDS + word] = (set[word] ?? 0) & (mask?.[word] ?? 0);
      }
      state = this.#backward.step(state, letter);
    }
    return hopes;
  }

  #firstStart(length: number, hopes: PositionSet): number {
    const { forward, startWays } = this.#automaton;
    if (this.#chosen(startWays, 0, length, hopes) !== undefined) return 0;
    let index = 1;
    while (index < length && !meets(forward.base, hopes, index * SET_WORDS)) index += 1;
    return index;
  }

  /** Goes from place to place by the preferred way that has hope, so that no step is taken back. The end of the match. */
  #follow(start: number, length: number, hopes: PositionSet, slots: (number | undefined)[]): number {
    const { startWays, innerWays, waysAfter } = this.#automaton;
    let ways: readonly Way[] = start === 0 ? startWays : innerWays;
    for (let index = start; index <= length; index += 1) {
      const way = this.#chosen(ways, index, length, hopes);
      for (let save = way?.saves; save !== undefined; save = save.before) slots[save.slot] = index;
      if (way === undefined || way.to < 0) return index;
      ways = waysAfter[way.to] ?? [];
    }
    return length;
  }

  #chosen(ways: readonly Way[], index: number, length: number, hopes: PositionSet): Way | undefined {
    const from = index * SET_WORDS;
    for (const way of ways) {
      if (way.to === MATCH || (way.to === MATCH_AT_END && index === length)) return way;
      if (way.to >= 0 && index < length && hasPosition(hopes, way.to, from)) return way;
    }
    return undefined;
  }
}
