import { expect, test } from "vitest";
import { figureOf } from "./figure.ts";
import { type Report, renderReport } from "./report.ts";

const rest = { p50Milliseconds: undefined, p99Milliseconds: undefined, megabytesPerSecond: undefined };
const report: Report = {
  startedAt: "2026-12-01 10:00 UTC",
  quick: false,
  rounds: 3,
  machine: { processor: "two cores of something", "load at start": "0.00 0.00 0.00" },
  sections: [
    {
      title: "Entries",
      about: ["One keep-alive client."],
      rows: [
        {
          unit: "/s",
          ours: {
            ...rest,
            name: "entry",
            perSecond: figureOf([1000, 3000, 2000]),
            p50Milliseconds: figureOf([1.234]),
          },
          peers: [
            { ...rest, name: "nginx", perSecond: figureOf([40_000]), ratio: figureOf([0.05, 0.04, 0.06]) },
          ],
        },
      ],
      notes: ["memory: 90 MB"],
    },
  ],
};

test("a printed line says median, spread and, beside a peer, the ratio", () => {
  const text = renderReport(report);
  expect(text).toMatch(/^entry +2,000 \/s \(1,000–3,000\) {2}p50 1\.23 ms$/m);
  expect(text).toMatch(/^ {2}beside nginx +40,000 \/s \(40,000–40,000\) {2}ratio 0\.050 \(0\.040–0\.060\)$/m);
});

test("a peer that answered nothing in most rounds has no ratio", () => {
  const [section] = report.sections;
  const [row] = section?.rows ?? [];
  if (!section || !row) throw new Error("the sample has a row");
  const dead = {
    ...rest,
    name: "nginx",
    perSecond: figureOf([0]),
    ratio: figureOf([0.5, Infinity, Infinity]),
  };
  const text = renderReport({ ...report, sections: [{ ...section, rows: [{ ...row, peers: [dead] }] }] });
  expect(text).toContain("ratio none: in most rounds it answered nothing (0.50 in the best)");
  expect(text).not.toContain("Infinity");
});

test("a quick run says that it is not for quoting", () => {
  expect(renderReport({ ...report, quick: true })).toContain("not for quoting");
  expect(renderReport(report)).toContain("full run");
});

test("the machine and the notes are part of the text", () => {
  expect(renderReport(report)).toMatch(/processor +two cores of something[\s\S]*memory: 90 MB/);
});
