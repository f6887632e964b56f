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

/**
 * The document with one suite's section of its results replaced, by the printed text of a run of that suite alone.
 *
 * @throws Error when the document has no results block, or its block no such section
 */
export function replaceSection(document: string, title: string, printed: string): string {
  const begin = document.indexOf(BEGIN);
  const from = document.indexOf(`== ${title}\n`, begin);
  const fence = document.indexOf("\n```", from);
  if (begin < 0 || from < 0 || from > document.indexOf(END))
    throw new Error(`the results have no section ${title}`);
  const next = document.indexOf("\n== ", from);
  const isLast = next < 0 || next > fence;
  const rest = isLast ? document.slice(fence) : `\n${document.slice(next)}`;
  return document.slice(0, from) + printed + rest;
}
