import { expect, test } from "vitest";
import { drawChart } from "./chart.ts";

const points = [
  { seconds: 0, value: 0 },
  { seconds: 100, value: 995 },
];

test("a chart has a curve for each line, the greatest value on its axis, and a band for each mark", () => {
  const svg = drawChart(
    [
      { title: "Sessions", lines: [{ name: "live", color: "#06c", points }] },
      { title: "Memory", lines: [{ name: "heap", color: "#c60", points }] },
    ],
    [{ name: "origin stalls", fromSeconds: 20, toSeconds: 23 }],
  );
  expect(svg.match(/<polyline points="60\.0,\d+\.0 740\.0,[\d.]+"/g)).toHaveLength(2);
  expect(svg).toContain(">1000</text>");
  expect(svg).toContain(">100 s</text>");
  expect(svg.match(/<title>origin stalls<\/title>/g)).toHaveLength(2);
});
