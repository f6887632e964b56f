import { drawChart, type Line } from "./chart.ts";
import { medianOf, pacesOf } from "./judge.ts";
import type { SoakReport } from "./run-soak.ts";
import type { Sample } from "./sample.ts";

const MEBIBYTE = 1024 * 1024;

/** The graphs of a soak, as SVG. */
export function drawSoak({ samples, faults }: SoakReport): string {
  const line = (name: string, color: string, read: (sample: Sample) => number): Line => ({
    name,
    color,
    points: samples.map(sample => ({ seconds: sample.seconds, value: Math.round(read(sample)) })),
  });
  const marks = faults.map(({ what, ...times }) => ({ name: `origin ${what}`, ...times }));
  return drawChart(
    [
      { title: "Sessions", lines: [line("live", "#0a6b2d", ({ sessions }) => sessions)] },
      {
        title: "Sockets",
        lines: [
          line("sockets", "#0b57d0", ({ sockets }) => sockets),
          line("descriptors", "#8a3ffc", ({ descriptors }) => descriptors),
        ],
      },
      {
        title: "Memory, MiB",
        lines: [
          line("resident", "#b3261e", ({ residentBytes }) => residentBytes / MEBIBYTE),
          line("heap", "#a15c00", ({ heapBytes }) => heapBytes / MEBIBYTE),
        ],
      },
    ],
    marks,
  );
}

/** The figures of a soak, as a table in Markdown. */
export function soakTable(report: SoakReport): string {
  const { plan, tally, samples, withdrawn, restingSockets, originRequests } = report;
  const mebibytes = (which: "residentBytes" | "heapBytes", share: number): string =>
    (medianOf(samples, which, share) / MEBIBYTE).toFixed(0);
  const paces = pacesOf(report);
  const pace = (share: number): string => (paces[Math.floor(paces.length * share)] ?? 0).toFixed(2);
  const wrong = Object.values(tally.wrongRefusals).reduce((sum, times) => sum + times, 0);
  const [first, last] = [samples[0], samples.at(-1)];
  const cpu =
    first && last ? ((last.cpuSeconds - first.cpuSeconds) / (last.seconds - first.seconds)) * 100 : 0;
  const gib = (tally.bytes / 1024 ** 3).toFixed(1);
  const rows = [
    ["viewers at once, for", `${plan.viewers}, ${plan.seconds} s`],
    ["sessions begun", `${tally.entries}`],
    ["playlists, segments, GiB", `${tally.playlists}, ${tally.segments}, ${gib}`],
    ["pace of the median viewer, and of the slowest", `${pace(0.5)}, ${pace(0)}`],
    ["requests that reached the origin", `${originRequests}`],
    ["refused wrongly", `${wrong}`],
    ["withdrawn, and refused within a second", `${withdrawn}, ${tally.rightRefusals}`],
    ["downloads broken off by viewers", `${tally.aborts}`],
    ["answers 502 to 504 while the origin was made to fail", `${tally.unavailable}`],
    ["connections that broke with the origin's", `${tally.broken}`],
    [
      "resident memory, second and last fifth, MiB",
      `${mebibytes("residentBytes", 0.2)}, ${mebibytes("residentBytes", 0.8)}`,
    ],
    ["heap, second and last fifth, MiB", `${mebibytes("heapBytes", 0.2)}, ${mebibytes("heapBytes", 0.8)}`],
    ["of one core, on average", `${cpu.toFixed(0)} %`],
    ["sockets 5 s after all have left", `${restingSockets}`],
  ];
  return ["| what | figure |", "|---|---|", ...rows.map(([what, figure]) => `| ${what} | ${figure} |`)].join(
    "\n",
  );
}
