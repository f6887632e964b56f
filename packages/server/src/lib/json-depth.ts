/** Deeper than any body that is meant, and far from where recursive code runs out of stack. */
export const DEEPEST_LEVEL = 32;

/** Counts brackets outside of strings in one pass, so that nothing has to be parsed first and no text is slow. */
export function isDeeperThan(levels: number, json: string): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < json.length; index += 1) {
    const character = json[index];
    if (character === '"') inString = !inString;
    else if (inString) index += character === "\\" ? 1 : 0;
    else depth += bracketStep(character);
    if (depth > levels) return true;
  }
  return false;
}

function bracketStep(character: string | undefined): number {
  if (character === "[" || character === "{") return 1;
  return character === "]" || character === "}" ? -1 : 0;
}
