import { ANY, type CharSet } from "./char-set.ts";
import { RegexProblem, type RegexProblemCode } from "./problem.ts";

/** A place in a pattern, the groups seen before it, and the first problem. After a problem it stands at the end. */
export class PatternCursor {
  readonly pattern: string;
  groups = 0;
  problem: RegexProblem | undefined = undefined;
  #at = 0;

  constructor(pattern: string) {
    this.pattern = pattern;
  }

  get done(): boolean {
    return this.#at >= this.pattern.length;
  }

  /** Empty at the end. */
  peek(): string {
    return this.pattern.charAt(this.#at);
  }

  next(): string {
    const letter = this.peek();
    this.#at += 1;
    return letter;
  }

  /** Passes `text` if it comes next. */
  take(text: string): boolean {
    if (!this.pattern.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  ahead(length: number): string {
    return this.pattern.slice(this.#at, this.#at + length);
  }

  skip(length: number): void {
    this.#at += length;
  }

  /** The set of one character. Halves of a surrogate pair are none: a repetition would tear them apart. */
  one(letter: string): CharSet {
    const unit = letter.charCodeAt(0);
    if (unit >= 0xd800 && unit < 0xe000) return this.fail("character", ANY);
    return [[unit, unit]];
  }

  fail(problem: RegexProblemCode): undefined;
  fail<T>(problem: RegexProblemCode, instead: T): T;
  fail<T>(problem: RegexProblemCode, instead?: T): T | undefined {
    this.problem ??= new RegexProblem(problem, Math.min(this.#at, this.pattern.length));
    this.#at = this.pattern.length;
    return instead;
  }
}
