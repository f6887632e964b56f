import type { Comparison, Standing } from "./compare.ts";
import type { Figure } from "./figure.ts";
import type { Machine } from "./machine.ts";

/** One thing measured, beside its peers. */
export interface Row extends Comparison {
  readonly unit: string;
}

/** One suite's results. */
export interface Section {
  readonly title: string;
  /** How it was measured, and what limits it: one line each. */
  readonly about: readonly string[];
  readonly rows: readonly Row[];
  /** Single values, such as memory. */
  readonly notes: readonly string[];
}

/** Everything one run found. */
export interface Report {
  readonly startedAt: string;
  readonly quick: boolean;
  readonly rounds: number;
  readonly machine: Machine;
  readonly sections: readonly Section[];
}

const NAME_WIDTH = 52;
const RATE_WIDTH = 12;

/** The report as people read it: plain text that also fits a code block. */
export function renderReport(report: Report): string {
  const kind = report.quick ? "quick run, not for quoting" : "full run";
  const head = [`Sluice benchmarks, ${report.startedAt}, ${kind}`, ""];
  const machine = Object.entries(report.machine).map(([name, value]) => `${name.padEnd(14)}${value}`);
  const reading = `Medians of ${report.rounds} rounds, lowest and highest in brackets. Ratio: Sluice divided by the line it stands on.`;
  return [...head, ...machine, "", reading, ...report.sections.flatMap(renderSection)].join("\n");
}

/** One section of a report by itself, which says when it was measured. */
export function renderAlone(report: Report, section: Section): string {
  const about = [...section.about, `Measured by itself: ${report.startedAt}.`];
  return renderSection({ ...section, about })
    .slice(1)
    .join("\n");
}

function renderSection(section: Section): readonly string[] {
  const notes = section.notes.length === 0 ? [] : ["", ...section.notes];
  return ["", `== ${section.title}`, ...section.about, ...section.rows.flatMap(renderRow), ...notes];
}

function renderRow({ ours, peers, unit }: Row): readonly string[] {
  return [
    "",
    line(ours.name, ours, unit),
    ...peers.map(peer => `${line(`  beside ${peer.name}`, peer, unit)}  ratio ${ratioText(peer.ratio)}`),
  ];
}

function line(name: string, standing: Standing, unit: string): string {
  const { perSecond, p50Milliseconds, p99Milliseconds, megabytesPerSecond } = standing;
  const rate = whole(perSecond.median).padStart(RATE_WIDTH);
  const parts = [
    `${name.padEnd(NAME_WIDTH)}${rate} ${unit} (${whole(perSecond.lowest)}–${whole(perSecond.highest)})`,
  ];
  if (megabytesPerSecond) parts.push(`${whole(megabytesPerSecond.median)} MB/s`);
  if (p50Milliseconds) parts.push(`p50 ${milliseconds(p50Milliseconds.median)}`);
  if (p99Milliseconds) parts.push(`p99 ${milliseconds(p99Milliseconds.median)}`);
  return parts.join("  ");
}

/** A peer that answered nothing in a round leaves nothing to divide by. */
function ratioText({ median, lowest, highest }: Figure): string {
  if (!Number.isFinite(median))
    return `none: in most rounds it answered nothing (${ratio(lowest)} in the best)`;
  return `${ratio(median)} (${ratio(lowest)}–${ratio(highest)})`;
}

/** Two digits that count: 0.012, 0.34, 1.2. */
function ratio(value: number): string {
  return value.toPrecision(2);
}

function whole(value: number): string {
  return Math.round(value).toLocaleString("en");
}

function milliseconds(value: number): string {
  return `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
}
