import { readFileSync } from "node:fs";

/** The code of a page in docs/edges/ that holds a text; the page must have exactly one such. */
export function docBlock(page: string, text: string): string {
  const source = readFileSync(new URL(`../../docs/edges/${page}`, import.meta.url), "utf8");
  const blocks = [...source.matchAll(/^```\w+\n(.*?)^```$/gms)].map(([, code = ""]) => code);
  const [found, ...others] = blocks.filter(code => code.includes(text));
  if (found === undefined || others.length > 0) throw new Error(`docs/edges/${page}: one block with ${text}`);
  return found;
}
