const LETTERS_PER_MISTAKE = 3;

/**
 * The known word that a mistyped one most likely means, or undefined when none is near: at most a third of the
 * letters differ, and two swapped ones count once. Case, `-` and `_` do not count.
 */
export function nearestWord(word: string, known: readonly string[]): string | undefined {
  const wanted = fold(word);
  let nearest: string | undefined;
  let least = Math.max(1, Math.floor(wanted.length / LETTERS_PER_MISTAKE)) + 1;
  for (const candidate of known) {
    const distance = editDistance(wanted, fold(candidate));
    if (distance >= least) continue;
    nearest = candidate;
    least = distance;
  }
  return nearest;
}

function fold(word: string): string {
  return word.toLowerCase().replace(/[-_]/g, "");
}

// Levenshtein distance in which two swapped neighbours count once (optimal string alignment).
function editDistance(from: string, to: string): number {
  const rows = [Array.from({ length: to.length + 1 }, (_, column) => column)];
  const cell = (row: number, column: number) => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= from.length; row += 1) {
    rows[row] = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const isSame = from[row - 1] === to[column - 1];
      const isSwap = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      rows[row]?.push(
        Math.min(
          cell(row - 1, column - 1) + (isSame ? 0 : 1),
          cell(row - 1, column) + 1,
          cell(row, column - 1) + 1,
          isSwap ? cell(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
  }
  return cell(from.length, to.length);
}
