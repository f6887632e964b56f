import { readFileSync, writeFileSync } from "node:fs";

/**
 * Puts what a command printed into a document of docs/, between `<!-- <name>: … -->` and `<!-- end of <name> -->`.
 *
 * @throws Error when the document has no such block
 */
export function writeDocsBlock(document: string, name: string, text: string): void {
  const file = new URL(`../../docs/${document}`, import.meta.url);
  writeFileSync(file, replaceBlock(readFileSync(file, "utf8"), name, text));
}

/** The document with its block replaced. */
export function replaceBlock(document: string, name: string, text: string): string {
  const block = new RegExp(`(<!-- ${name}: [^\\n]*-->\\n)[\\s\\S]*?(<!-- end of ${name} -->)`);
  if (!block.test(document)) throw new Error(`the document has no block ${name}`);
  return document.replace(block, (_, begin: string, end: string) => `${begin}\n${text}\n\n${end}`);
}
