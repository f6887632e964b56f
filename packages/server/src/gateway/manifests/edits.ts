/** A piece of a text and what to write in its place; `start` and `end` are offsets. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text with all edits made; they may come in any order but must not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let output = "";
  let done = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    output += text.slice(done, edit.start) + edit.text;
    done = edit.end;
  }
  return output + text.slice(done);
}
