/** Prints a line, or several, for whoever runs the command. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Prints an answer of the API for a program. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value, undefined, 2));
}

/** Prints a remark that is not part of the answer. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}
