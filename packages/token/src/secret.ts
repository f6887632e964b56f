/**
 * A text that opens something: a token, a handle, an API key. It prints as `[redacted]` wherever it is
 * written by accident (string, JSON, console); only `expose` gives the text.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The text itself, for the code that must read or send it. */
  expose(): string {
    return this.#text;
  }

  toString(): string {
    return "[redacted]";
  }

  toJSON(): string {
    return "[redacted]";
  }

  get [Symbol.toStringTag](): string {
    return "Secret";
  }
}

// Node's console.log asks for this symbol; declared by its registered name so that no `node:` import is needed.
Object.defineProperty(Secret.prototype, Symbol.for("nodejs.util.inspect.custom"), {
  value: () => "[redacted]",
});
