import type { ComparedCall, CompatSystem, Likeness } from "../../packages/server/src/compat/compat-system.ts";

const BEGIN = "<!-- calls:begin -->";
const END = "<!-- calls:end -->";
const WORDS: Readonly<Record<Likeness, string>> = {
  same: "same",
  safer: "safer on purpose",
  "not-offered": "not offered",
};

/** The page of a system, from the project's root. */
export function compatPage({ id }: Pick<CompatSystem, "id">): string {
  return `docs/compat/${id}.md`;
}

/**
 * The page's text with its table of calls made anew, one line for each that `compared` names.
 *
 * @throws Error when the page has no place for it
 */
export function withCalls(text: string, { id, compared }: Pick<CompatSystem, "id" | "compared">): string {
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`${compatPage({ id })} lacks ${BEGIN} or, after it, ${END}`);
  const made = `<!-- made from packages/server/src/compat by npx node tools/docs/write.ts -->`;
  const table = ["| call or setting | here | |", "|---|---|---|", ...compared.map(line)];
  return `${text.slice(0, begin)}${BEGIN}\n${made}\n\n${table.join("\n")}\n\n${text.slice(end)}`;
}

function line({ call, likeness, note }: ComparedCall): string {
  return `| \`${inCell(call)}\` | ${WORDS[likeness]} | ${inCell(note)} |`;
}

function inCell(text: string): string {
  return text.replaceAll("|", "\\|");
}
