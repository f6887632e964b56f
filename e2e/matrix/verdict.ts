import { type ContestantName, contestants } from "./contestants.ts";
import { type FormatName, formats } from "./formats.ts";
import type { KindName } from "./kinds.ts";
import { type CellReport, faultOf, playCell, takesParts } from "./play-cell.ts";
import type { Stage } from "./stage.ts";

/** Which cell it is. */
export interface CellKey {
  readonly contestant: ContestantName;
  readonly format: FormatName;
  readonly kind: KindName;
}

/** A cell of the table. `why` says why it is impossible, or what went wrong. */
export type Verdict =
  | {
      readonly outcome: "plays";
      readonly seconds: number;
      readonly inParts: boolean;
      readonly refusal: string;
    }
  | { readonly outcome: "impossible" | "fails"; readonly why: string };

/** A cell and its verdict. */
export interface JudgedCell extends CellKey {
  readonly verdict: Verdict;
}

/** Why a player cannot play a format from any server; undefined when it can. */
export function impossibility({ contestant, format }: CellKey): string | undefined {
  const cannot: Partial<Readonly<Record<FormatName, string>>> = contestants[contestant].cannot;
  return cannot[format];
}

/** Plays a cell on a stage and judges it. */
export async function judgeCell(stage: Stage, key: CellKey): Promise<JudgedCell> {
  const why = impossibility(key);
  if (why !== undefined) return { ...key, verdict: { outcome: "impossible", why } };
  try {
    const { contestant, format, kind } = key;
    const start = contestants[contestant].start(stage.browsing, format);
    const report = await playCell(stage.server, { format: formats[format], start, kind });
    return { ...key, verdict: verdictOf(report, kind) };
  } catch (fault) {
    return { ...key, verdict: { outcome: "fails", why: String(fault) } };
  }
}

function verdictOf(report: CellReport, kind: KindName): Verdict {
  const why = faultOf(report, kind);
  if (why !== undefined) return { outcome: "fails", why };
  const refusal = report.twin?.reason ?? "";
  return { outcome: "plays", seconds: report.clock.advancedSeconds, inParts: takesParts(report), refusal };
}
