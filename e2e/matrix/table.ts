import { contestantNames, contestants } from "./contestants.ts";
import { formatNames, formats } from "./formats.ts";
import type { JudgedCell, Verdict } from "./verdict.ts";

/** Markdown of a whole run: the matrix of one-time tokens, the other kinds, and why cells are empty. */
export function renderMatrix(cells: readonly JudgedCell[], versions: readonly string[]): string {
  const others = cells.filter(({ kind }) => kind !== "one-time");
  return [
    oneTimeTable(cells.filter(({ kind }) => kind === "one-time")),
    ...(others.length > 0 ? [kindTable(others)] : []),
    notes(cells),
    `Played with ${versions.join(", ")}.`,
  ].join("\n\n");
}

function oneTimeTable(cells: readonly JudgedCell[]): string {
  const columns = formatNames.filter(name => cells.some(({ format }) => format === name));
  const rows = contestantNames.filter(name => cells.some(({ contestant }) => contestant === name));
  return markdownTable([
    ["player", ...columns.map(name => formats[name].name)],
    ...rows.map(row => [
      contestants[row].name,
      ...columns.map(column => {
        const cell = cells.find(({ contestant, format }) => contestant === row && format === column);
        return cell ? verdictText(cell.verdict) : "";
      }),
    ]),
  ]);
}

function kindTable(cells: readonly JudgedCell[]): string {
  return markdownTable([
    ["player", "token", "format", "", "another stream"],
    ...cells.map(({ contestant, format, kind, verdict }) => [
      contestants[contestant].name,
      kind,
      formats[format].name,
      verdictText(verdict),
      verdict.outcome === "plays" ? `\`${verdict.refusal}\`` : "",
    ]),
  ]);
}

function verdictText(verdict: Verdict): string {
  if (verdict.outcome !== "plays") return verdict.outcome === "impossible" ? "–" : "**fails**";
  return `${verdict.seconds.toFixed(1)} s${verdict.inParts ? ", parts" : ""}`;
}

/** Why cells are empty or fail, each player and reason once. */
function notes(cells: readonly JudgedCell[]): string {
  const byReason = new Map<string, { player: string; why: string; formats: string[] }>();
  for (const { contestant, format, verdict } of cells) {
    if (verdict.outcome === "plays") continue;
    const player = contestants[contestant].name;
    const why = `${verdict.outcome === "fails" ? "fails, " : ""}${verdict.why}`;
    const note = byReason.get(player + why) ?? { player, why, formats: [] };
    note.formats.push(formats[format].name);
    byReason.set(player + why, note);
  }
  const all = [...byReason.values()];
  return all.map(note => `- ${note.player} (${note.formats.join("; ")}): ${note.why}`).join("\n");
}

function markdownTable(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  const widths = head.map((_, column) => Math.max(3, ...rows.map(row => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(head), `|${widths.map(width => "-".repeat(width + 2)).join("|")}|`, ...body.map(line)].join(
    "\n",
  );
}
