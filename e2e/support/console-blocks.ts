/** One command of a document's `console` block, and the output shown below it. */
export interface Example {
  readonly command: string;
  /** Line of the document, from 1. */
  readonly line: number;
  /** Lines as shown; `…` stands for anything. */
  readonly shown: readonly string[];
}

/** The commands of every `console` block: lines that begin with `$ `, each with the lines up to the next. */
export function consoleExamples(markdown: string): readonly Example[] {
  const examples: { command: string; line: number; shown: string[] }[] = [];
  let isInside = false;
  for (const [index, line] of markdown.split("\n").entries()) {
    if (line.startsWith("```")) isInside = !isInside && line === "```console";
    else if (isInside && line.startsWith("$ "))
      examples.push({ command: line.slice(2), line: index + 1, shown: [] });
    else if (isInside) examples.at(-1)?.shown.push(line);
  }
  return examples;
}

/** A pattern for the output that is shown: in order, `…` for anything, white space at the ends forgiven. */
export function shownPattern(shown: readonly string[]): RegExp {
  const text = shown.join("\n").trim();
  const escaped = text
    .split("…")
    .map(part => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join("[\\s\\S]*");
  return new RegExp(`^\\s*${escaped}\\s*$`);
}
