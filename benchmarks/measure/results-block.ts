const BEGIN = "<!-- results: written by `npm run bench -- --write-docs` -->";
const END = "<!-- end of results -->";

/**
 * The document with its results block replaced by a run's printed text.
 *
 * @throws Error when the document has no such block
 */
export function replaceResults(document: string, printed: string): string {
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`the document has no block between ${BEGIN} and ${END}`);
  const block = `${BEGIN}\n\n\`\`\`text\n${printed}\n\`\`\`\n\n`;
  return document.slice(0, begin) + block + document.slice(end);
}
