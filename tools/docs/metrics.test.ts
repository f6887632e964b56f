import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { documentedNodeMetrics } from "../../packages/server/src/telemetry/metrics/process-metrics.ts";
import { documentedMetrics, renderMetrics } from "./metrics.ts";

const described = documentedMetrics();

test("docs/metrics.md says what the registry says", () => {
  const written = readFileSync(new URL("../../docs/metrics.md", import.meta.url), "utf8");
  expect(written).toBe(renderMetrics());
});

test("every metric has the prefix, a unit or a count as its last word, and a help text", () => {
  for (const { name, type, help } of described) {
    expect(name).toMatch(/^sluice_[a-z0-9_]+$/);
    if (type === "counter") expect(name).toMatch(/_total$/);
    if (type === "histogram") expect(name).toMatch(/_(seconds|operations)$/);
    expect(help.length).toBeGreaterThan(5);
  }
});

test("the metrics of Node that the page names exist", () => {
  const names = described.map(({ name }) => name);
  expect(documentedNodeMetrics.filter(name => !names.includes(name))).toEqual([]);
});

test("no label is made to hold a name of somebody or something", () => {
  const labels = new Set(described.flatMap(metric => metric.labels));
  expect([...labels].sort()).toEqual([
    "action",
    "credential",
    "door",
    "kind",
    "method",
    "node",
    "outcome",
    "reason",
    "route",
    // The name of a media server in the configuration: there are as many as the operator wrote down.
    "server",
    "status",
    "version",
  ]);
});
