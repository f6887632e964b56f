import type { Groups, Regex } from "./regex.ts";

/** A pattern that begins with `^` and a literal text, which is compared; `rest` is anchored behind it. */
export class PrefixedRegex implements Regex {
  readonly #prefix: string;
  readonly #rest: Regex;

  constructor(prefix: string, rest: Regex) {
    this.#prefix = prefix;
    this.#rest = rest;
  }

  get groupCount(): number {
    return this.#rest.groupCount;
  }

  get computedSteps(): number {
    return this.#rest.computedSteps;
  }

  test(text: string): boolean | undefined {
    return text.startsWith(this.#prefix) && this.#rest.test(text.slice(this.#prefix.length));
  }

  groups(text: string): Groups | false | undefined {
    if (!text.startsWith(this.#prefix)) return false;
    const found = this.#rest.groups(text.slice(this.#prefix.length));
    if (!found) return found;
    return found.map((group, index) => (index === 0 ? `${this.#prefix}${group ?? ""}` : group));
  }
}
