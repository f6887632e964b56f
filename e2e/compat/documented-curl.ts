import { readFileSync } from "node:fs";

/** One curl command of a page, on one line. */
export interface CurlCommand {
  readonly text: string;
  readonly line: number;
}

/** Every curl command in the fenced blocks of docs/compat/<system>.md; lines that end in a backslash go on. */
export function documentedCurl(system: string): readonly CurlCommand[] {
  const page = readFileSync(new URL(`../../docs/compat/${system}.md`, import.meta.url), "utf8");
  const commands: CurlCommand[] = [];
  let isFenced = false;
  let begun: CurlCommand | undefined;
  for (const [index, line] of page.split("\n").entries()) {
    if (line.startsWith("```")) isFenced = !isFenced;
    const text = line.trim().replace(/^\$ /, "");
    if (begun === undefined && !(isFenced && text.startsWith("curl "))) continue;
    const whole: CurlCommand = begun
      ? { ...begun, text: `${begun.text.replace(/\\$/, "")} ${text}` }
      : { text, line: index + 1 };
    const goesOn = text.endsWith("\\") || hasOpenQuote(whole.text);
    begun = goesOn ? whole : undefined;
    if (!goesOn) commands.push(whole);
  }
  return commands;
}

function hasOpenQuote(text: string): boolean {
  return (text.split("'").length - 1) % 2 === 1;
}
