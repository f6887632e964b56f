import type { ComparedCall, CompatSystem, Likeness } from "../../compat/compat-system.ts";
import { colour } from "./colour.ts";
import { printable } from "./printable.ts";

const HEADINGS: Readonly<Record<Likeness, string>> = {
  same: "Same",
  safer: "Safer on purpose",
  "not-offered": "Not offered",
};
const ORDER: readonly Likeness[] = ["same", "safer", "not-offered"];

/** How a system's calls fare here, by likeness, each with its note below it. */
export function comparedText({
  id,
  title,
  compared,
}: Pick<CompatSystem, "id" | "title" | "compared">): string {
  const parts = ORDER.flatMap(likeness => {
    const calls = compared.filter(call => call.likeness === likeness);
    if (calls.length === 0) return [];
    return [[`${heading(likeness)} (${calls.length})`, ...calls.map(callText)].join("\n")];
  });
  return [`${title}: docs/compat/${id}.md tells more.`, ...parts].join("\n\n");
}

function heading(likeness: Likeness): string {
  return likeness === "not-offered" ? colour.bad(HEADINGS[likeness]) : colour.good(HEADINGS[likeness]);
}

function callText({ call, note }: ComparedCall): string {
  return note === "" ? `  ${printable(call)}` : `  ${printable(call)}\n    ${printable(note)}`;
}
