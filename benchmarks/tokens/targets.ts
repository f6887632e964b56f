import type { Row } from "../measure/report.ts";

/** What the project promises of a row: ours divided by the peer's is at least this. */
interface Target {
  readonly row: string;
  readonly peer: string;
  readonly atLeast: number;
}

const targets: readonly Target[] = [
  { row: "CAT HS256", peer: "@eyevinn/cat", atLeast: 12 },
  { row: "CAT HS256", peer: "fast-jwt", atLeast: 1.5 },
  { row: "CAT HS256", peer: "the floor", atLeast: 0.6 },
  { row: "JWT HS256", peer: "fast-jwt", atLeast: 1 },
  { row: "CAT ES256, cold", peer: "the raw check", atLeast: 0.9 },
  { row: "JWT ES256, cold", peer: "the raw check", atLeast: 0.9 },
];

/** One line for each target: reached or missed, with the median of the rounds' ratios. */
export function targetLines(rows: readonly Row[]): readonly string[] {
  return targets.map(({ row, peer, atLeast }) => {
    const peers = rows.find(({ ours }) => ours.name.startsWith(row))?.peers ?? [];
    const ratio = peers.find(({ name }) => name.startsWith(peer))?.ratio.median;
    if (ratio === undefined) throw new Error(`nothing was measured for the target ${row} beside ${peer}`);
    const said = `${row} is at least ${atLeast} × ${peer}: ${ratio.toFixed(2)}`;
    return `${ratio >= atLeast ? "reached" : "MISSED "}  ${said}`;
  });
}
