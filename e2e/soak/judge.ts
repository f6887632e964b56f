import { SEGMENT_SECONDS } from "./live-origin.ts";
import type { SoakReport } from "./run-soak.ts";
import type { Sample } from "./sample.ts";

/**
 * Of the pace of play. The measured pace stands in docs/soak.md; this is for machines on which viewers share two cores with
 * others, and far above what a viewer gets that is forgotten.
 */
const LEAST_SHARE_OF_PACE = 0.5;
const MEBIBYTE = 1024 * 1024;
/** What the collector of garbage has not looked at yet, and what the allocator keeps for the next time. */
const HEAP_SLACK_BYTES = 48 * MEBIBYTE;
const RESIDENT_SLACK_BYTES = 64 * MEBIBYTE;
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

/**
 * What is left of the heap after collections, in the last fifth against the second; and the peak of resident memory, in the last
 * two fifths against all before: V8 lets buffers wait for a collection, so that resident memory rises to its level in steps.
 */
function memoryFaults(samples: readonly Sample[]): readonly string[] {
  const part = (from: number, to: number, which: "heapBytes" | "residentBytes"): readonly number[] =>
    samples
      .slice(Math.floor(samples.length * from), Math.ceil(samples.length * to))
      .map(sample => sample[which]);
  const heap = Math.min(...part(0.8, 1, "heapBytes")) - Math.min(...part(0.2, 0.4, "heapBytes"));
  const resident = Math.max(...part(0.6, 1, "residentBytes")) - Math.max(...part(0, 0.6, "residentBytes"));
  return [
    ...when(heap > HEAP_SLACK_BYTES, `the heap grew by ${Math.round(heap / MEBIBYTE)} MiB`),
    ...when(
      resident > RESIDENT_SLACK_BYTES,
      `resident memory grew by ${Math.round(resident / MEBIBYTE)} MiB`,
    ),
  ];
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
