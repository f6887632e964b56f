import { SEGMENT_SECONDS } from "./live-origin.ts";
import type { SoakReport } from "./run-soak.ts";
import type { Sample } from "./sample.ts";

/**
 * Of the pace of play. The measured pace stands in docs/soak.md; this is for machines on which viewers share two cores with
 * others, and far above what a viewer gets that is forgotten.
 */
const LEAST_SHARE_OF_PACE = 0.5;
const MEBIBYTE = 1024 * 1024;
/** What a collector of garbage may lag behind. */
const MEMORY_SLACK_BYTES = 48 * MEBIBYTE;
/** The server's own, its log and its store; keep-alive connections to the origin. */
const RESTING_SOCKETS = 64;

/** What is wrong with a soak, in words; empty when nothing is. */
export function faultsOf(report: SoakReport): readonly string[] {
  const { tally, withdrawn } = report;
  const wrong = Object.entries(tally.wrongRefusals).map(
    ([what, times]) => `${times} viewers were refused: ${what}`,
  );
  return [
    ...wrong,
    ...when(
      tally.rightRefusals !== withdrawn,
      `${tally.rightRefusals} of ${withdrawn} withdrawn were refused`,
    ),
    ...when(tally.playedOn > 0, `${tally.playedOn} requests were answered after a withdrawal`),
    ...when(tally.broken > report.allowedBroken, `${tally.broken} connections broke`),
    ...paceFaults(report),
    ...memoryFaults(report.samples),
    ...when(
      report.restingSockets > RESTING_SOCKETS,
      `${report.restingSockets} sockets stay open when all have left`,
    ),
  ];
}

/** Each steady viewer got its segments, less what the origin could not give. */
function paceFaults(report: SoakReport): readonly string[] {
  const behind = pacesOf(report).filter(pace => pace < LEAST_SHARE_OF_PACE);
  const worst = Math.min(...behind).toFixed(2);
  return when(
    behind.length > 0,
    `${behind.length} viewers fell behind the pace of play, the last to ${worst} of it`,
  );
}

/** For each steady viewer, segments got of those that it could have got: 1 is the speed of play. */
export function pacesOf({ steadySegments, steadySeconds, originAwaySeconds }: SoakReport): readonly number[] {
  const possible = (steadySeconds - originAwaySeconds) / SEGMENT_SECONDS;
  return steadySegments.map(segments => segments / possible).toSorted((a, b) => a - b);
}

/** Memory of the last fifth against that of the second: after everybody has come, and at the end. */
function memoryFaults(samples: readonly Sample[]): readonly string[] {
  return (["residentBytes", "heapBytes"] as const).flatMap(which => {
    const [early, late] = [medianOf(samples, which, 0.2), medianOf(samples, which, 0.8)];
    const grown = Math.round((late - early) / MEBIBYTE);
    return when(late - early > MEMORY_SLACK_BYTES, `${which} grew by ${grown} MiB`);
  });
}

/** The median over a fifth of the samples, from `share` of them on. */
export function medianOf(samples: readonly Sample[], which: keyof Sample, share: number): number {
  const from = Math.floor(samples.length * share);
  const fifth = samples.slice(from, from + Math.ceil(samples.length / 5)).map(sample => sample[which]);
  return fifth.toSorted((a, b) => a - b)[Math.floor(fifth.length / 2)] ?? 0;
}

function when(isSo: boolean, text: string): readonly string[] {
  return isSo ? [text] : [];
}
