import { MAX_KEPT_PER_TEXT, MAX_KEPT_TRANSITIONS } from "./limits.ts";
import { hasPosition, type PositionSet, positionSet, SET_WORDS } from "./position-set.ts";
import { UNIONS_PER_EIGHTH, UNIONS_PER_WORD, unionsOf } from "./unions.ts";

/** What a stepper walks. */
export interface StepperPlan {
  /** Members of `masks[letter]` are the positions that take it. */
  readonly masks: readonly PositionSet[];
  /** From each position to the ones that may come next. */
  readonly edges: readonly PositionSet[];
  /** What may come next at any place. */
  readonly base: PositionSet;
  /** A set that has this position is REACHED. */
  readonly goal: number | undefined;
}

/** The goal is in the set; there is no step from here. */
export const REACHED = 0;
/** Not one of the sets that are kept: it is good until the next step. */
const LOOSE = -1;
const UNKNOWN = -2;
const NOTHING = positionSet();

/**
 * A set of positions that moves with each letter: from `set` to the edges of (`set` and `masks[letter]`), and `base`. Sets are kept
 * with their transitions, as states of a deterministic automaton; when they grow too many, each step is computed.
 * Either way a step takes bounded time: at most a look at each eight positions.
 */
export class Stepper {
  readonly #plan: StepperPlan;
  #states = new Map<string, number>();
  #sets: PositionSet[] = [];
  #rows: Int32Array[] = [];
  #unions: Int32Array | undefined;
  readonly #loose = positionSet();
  #keepsLeft = 0;
  #computed = 0;

  constructor(plan: StepperPlan) {
    this.#plan = plan;
    this.#forget();
  }

  /** Steps that were computed, in all texts so far. */
  get computed(): number {
    return this.#computed;
  }

  /** Begins a text. The answer is a state for `step` and `setOf`, or REACHED. */
  begin(set: PositionSet): number {
    if (this.#isFull()) this.#forget();
    this.#keepsLeft = MAX_KEPT_PER_TEXT;
    this.#loose.set(set);
    return this.#keep();
  }

  /** The state after `letter`. */
  step(state: number, letter: number): number {
    const known = state === LOOSE ? UNKNOWN : (this.#rows[state]?.[letter] ?? UNKNOWN);
    return known === UNKNOWN ? this.#compute(state, letter) : known;
  }

  /** The set of a state; not to be changed, and good until the next step. */
  setOf(state: number): PositionSet {
    // Apart: asking an array for its element -1 is slow.
    return state === LOOSE ? this.#loose : (this.#sets[state] ?? this.#loose);
  }

  #compute(state: number, letter: number): number {
    this.#advance(this.setOf(state), letter);
    if (state === LOOSE || this.#keepsLeft === 0 || this.#isFull())
      return this.#isReached() ? REACHED : LOOSE;
    this.#keepsLeft -= 1;
    const next = this.#keep();
    const row = this.#rows[state];
    if (row !== undefined) row[letter] = next;
    return next;
  }

  /** Leaves the next set in `#loose`. Written out for four words: kept in variables, they take a third of the time. */
  #advance(set: PositionSet, letter: number): void {
    this.#computed += 1;
    this.#unions ??= unionsOf(this.#plan.edges);
    const unions = this.#unions;
    const mask = this.#plan.masks[letter] ?? NOTHING;
    const { base } = this.#plan;
    let a = base[0] ?? 0;
    let b = base[1] ?? 0;
    let c = base[2] ?? 0;
    let d = base[3] ?? 0;
    for (let word = 0; word < SET_WORDS; word += 1) {
      let taken = (set[word] ?? 0) & (mask[word] ?? 0);
      for (let at = word * UNIONS_PER_WORD; taken !== 0; at += UNIONS_PER_EIGHTH) {
        const from = at + ((taken & 0xff) << 2);
        a |= unions[from] ?? 0;
        b |= unions[from + 1] ?? 0;
        c |= unions[from + 2] ?? 0;
        d |= unions[from + 3] ?? 0;
        taken >>>= 8;
      }
    }
    const next = this.#loose;
    next[0] = a;
    next[1] = b;
    next[2] = c;
    next[3] = d;
  }

  #isFull(): boolean {
    return this.#sets.length * this.#plan.masks.length >= MAX_KEPT_TRANSITIONS;
  }

  #isReached(): boolean {
    const { goal } = this.#plan;
    return goal !== undefined && hasPosition(this.#loose, goal);
  }

  /** The state whose set is `#loose`. */
  #keep(): number {
    if (this.#isReached()) return REACHED;
    const key = this.#loose.join();
    const known = this.#states.get(key);
    if (known !== undefined) return known;
    const state = this.#sets.push(this.#loose.slice()) - 1;
    this.#rows.push(new Int32Array(this.#plan.masks.length).fill(UNKNOWN));
    this.#states.set(key, state);
    return state;
  }

  #forget(): void {
    this.#states = new Map();
    // REACHED has a number, but neither a set nor a way on.
    this.#sets = [positionSet()];
    this.#rows = [new Int32Array(this.#plan.masks.length).fill(REACHED)];
  }
}
