/**
 * Where a text starts and ends without its outer spaces, tabs and line breaks: the blanks of HLS lines and of XML.
 * Others, such as a no-break space, belong to a URI. A loop, since a pattern that is anchored at the end only takes
 * quadratic time on a text of blanks.
 */
export function contentBounds(text: string): { readonly start: number; readonly end: number } {
  let start = 0;
  while (isBlank(text[start])) start += 1;
  let end = text.length;
  while (end > start && isBlank(text[end - 1])) end -= 1;
  return { start, end };
}

function isBlank(character: string | undefined): boolean {
  return character === " " || character === "\t" || character === "\n" || character === "\r";
}
