import { parseArgs } from "node:util";
import { writeDocsBlock } from "../support/docs-block.ts";
import { type ContestantName, contestantNames, contestants } from "./contestants.ts";
import { type FormatName, formatNames, formats } from "./formats.ts";
import type { KindName } from "./kinds.ts";
import { type Stage, startStage } from "./stage.ts";
import { renderMatrix } from "./table.ts";
import { type CellKey, impossibility, type JudgedCell, judgeCell } from "./verdict.ts";
import { playerVersions } from "./versions.ts";

// npm run matrix -- [--write-docs] [--player <name>] [--format <name>] [--at-once <n>]

const { values: flags } = parseArgs({
  options: {
    "write-docs": { type: "boolean", default: false },
    player: { type: "string" },
    format: { type: "string" },
    "at-once": { type: "string", default: "3" },
  },
});
const isWhole = flags.player === undefined && flags.format === undefined;
if (flags["write-docs"] && !isWhole) throw new Error("--write-docs takes a full run only");

const rows = pick("player", contestantNames, flags.player);
const columns = pick("format", formatNames, flags.format);
const matrix = rows.flatMap(contestant => columns.map(format => cell(contestant, format, "one-time")));
const otherKinds = (["hlsJs", "ffmpeg"] as const).flatMap(contestant =>
  (["access", "jwt", "cat"] as const).map(kind => cell(contestant, "hlsFmp4", kind)),
);
const stage = await startStage();
const judged = await playAll(stage, isWhole ? [...matrix, ...otherKinds] : matrix);
await stage.close();
const printed = renderMatrix(judged, playerVersions());
console.log(printed);
const failures = judged.filter(({ verdict }) => verdict.outcome === "fails");
if (failures.length > 0) {
  console.error(`${failures.length} cells fail`);
  process.exitCode = 1;
} else if (flags["write-docs"]) writeDocsBlock("players.md", "matrix", printed);

function cell(contestant: ContestantName, format: FormatName, kind: KindName): CellKey {
  return { contestant, format, kind };
}

/** Some at a time, so that the machine has room for each; in the table they stand in their own order. */
async function playAll(on: Stage, cells: readonly CellKey[]): Promise<readonly JudgedCell[]> {
  const results = new Map<CellKey, JudgedCell>();
  const left = [...cells];
  const work = async (): Promise<void> => {
    for (let key = left.shift(); key !== undefined; key = left.shift()) {
      const result = await judgeCell(on, key);
      results.set(key, result);
      if (impossibility(key) === undefined) console.error(progress(result));
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Number(flags["at-once"])) }, work));
  return cells.flatMap(key => results.get(key) ?? []);
}

function progress({ contestant, format, kind, verdict }: JudgedCell): string {
  const outcome = verdict.outcome === "plays" ? `${verdict.seconds.toFixed(1)} s` : verdict.why;
  return `${contestants[contestant].name}, ${formats[format].name}, ${kind}: ${verdict.outcome}, ${outcome}`;
}

function pick<Name extends string>(
  what: string,
  names: readonly Name[],
  wanted: string | undefined,
): readonly Name[] {
  const found = names.filter(name => wanted === undefined || wanted.split(",").includes(name));
  if (found.length === 0) throw new Error(`--${what} takes one of: ${names.join(", ")}`);
  return found;
}
