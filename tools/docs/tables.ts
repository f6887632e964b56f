import { auditFaults } from "../../packages/server/src/commands/audit/audit-faults.ts";
import { scopeTexts } from "../../packages/server/src/commands/scopes.ts";

/** A table inside of a page that is otherwise written by hand. */
interface PageTable {
  readonly page: string;
  /** Where it is made from; the page says so. */
  readonly source: string;
  readonly headings: readonly [string, string];
  readonly rows: Readonly<Record<string, string>>;
}

/** Every table that is made from the code. */
export const pageTables: readonly PageTable[] = [
  {
    page: "docs/api-keys.md",
    source: "packages/server/src/commands/scopes.ts",
    headings: ["scope", "what it allows"],
    rows: scopeTexts,
  },
  {
    page: "docs/audit.md",
    source: "packages/server/src/commands/audit/audit-faults.ts",
    headings: ["fault", "what it says"],
    rows: auditFaults,
  },
];

const END = "<!-- end of the table -->";

/** The page's text with its table made anew. Throws when it has no place for it. */
export function withTable(text: string, { page, source, headings, rows }: PageTable): string {
  const beginning = `<!-- made from ${source} by npx node tools/docs/write.ts -->`;
  const [begin, end] = [text.indexOf(beginning), text.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`${page} has no place for the table of ${source}`);
  const lines = Object.entries(rows).map(([code, meaning]) => `| \`${code}\` | ${meaning} |`);
  const table = [beginning, "", `| ${headings.join(" | ")} |`, "|---|---|", ...lines, "", ""].join("\n");
  return text.slice(0, begin) + table + text.slice(end);
}
