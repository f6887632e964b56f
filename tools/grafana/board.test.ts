import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { denyReasons } from "../../packages/policy/src/deny-reasons.ts";
import { documentedMetrics } from "../docs/metrics.ts";
import { buildBoard } from "./build-board.ts";
import { metricNames } from "./metric-names.ts";
import { rows } from "./rows/index.ts";

const read = (path: string) => readFileSync(new URL(`../../deploy/${path}`, import.meta.url), "utf8");
const documented = documentedMetrics();
const histograms = new Set(documented.filter(({ type }) => type === "histogram").map(({ name }) => name));

const place = z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() });
const board = z
  .object({
    panels: z.array(
      z.object({
        id: z.number(),
        type: z.string(),
        title: z.string(),
        gridPos: place,
        targets: z.array(z.object({ expr: z.string(), refId: z.string() })).default([]),
      }),
    ),
  })
  .parse(JSON.parse(read("grafana/sluice.json")));

const rule = z.strictObject({
  alert: z.string(),
  expr: z.string(),
  for: z.string().regex(/^\d+[mh]$/),
  labels: z.strictObject({ severity: z.enum(["page", "ticket"]) }),
  annotations: z.strictObject({ summary: z.string(), description: z.string() }),
});
const alerts = z
  .strictObject({ groups: z.array(z.strictObject({ name: z.string(), rules: z.array(rule) })) })
  .parse(parse(read("prometheus/alerts.yml")))
  .groups.flatMap(group => group.rules);

const boardQueries = board.panels.flatMap(panel => panel.targets.map(({ expr }) => expr));
const alertQueries = alerts.map(({ expr }) => expr);

describe("the board", () => {
  test("is the one that the rows describe: npx node tools/grafana/write-board.ts", () => {
    expect(JSON.parse(read("grafana/sluice.json"))).toEqual(JSON.parse(JSON.stringify(buildBoard(rows))));
  });

  test("shows every metric that docs/metrics.md describes, and no other", () => {
    expect(metricNames(boardQueries.join("\n"), histograms)).toEqual(
      documented.map(({ name }) => name).sort(),
    );
  });

  test("has panels with an id each, of which none lies on another or over the edge", () => {
    expect(new Set(board.panels.map(({ id }) => id)).size).toBe(board.panels.length);
    const taken = new Set<string>();
    for (const { title, gridPos } of board.panels) {
      expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
          expect({ title, isTaken: taken.has(`${x} ${y}`) }).toEqual({ title, isTaken: false });
          taken.add(`${x} ${y}`);
        }
      }
    }
  });
});

describe("the alerts", () => {
  test("name metrics that exist", () => {
    const names = new Set(documented.map(({ name }) => name));
    const used = metricNames(alertQueries.join("\n"), histograms);
    expect(used.length).toBeGreaterThan(8);
    expect(used.filter(name => !names.has(name))).toEqual([]);
  });

  test("name reasons that exist", () => {
    const quoted = alertQueries.flatMap(expr =>
      [...expr.matchAll(/reason=~?"([^"]+)"/g)].map(match => match[1] ?? ""),
    );
    expect(quoted.length).toBeGreaterThan(1);
    for (const pattern of quoted) {
      const matching = Object.keys(denyReasons).filter(reason => new RegExp(`^(?:${pattern})$`).test(reason));
      expect({ pattern, isKnown: matching.length > 0 }).toEqual({ pattern, isKnown: true });
    }
  });

  test("have a name each, and say what to do", () => {
    expect(new Set(alerts.map(({ alert }) => alert)).size).toBe(alerts.length);
    for (const { annotations } of alerts) expect(annotations.description.length).toBeGreaterThan(30);
  });

  test("are read by the scrape configuration beside them, whose job they name", () => {
    const prometheus: unknown = parse(read("prometheus/prometheus.yml"));
    expect(prometheus).toMatchObject({
      rule_files: ["alerts.yml"],
      scrape_configs: [{ job_name: "sluice", metrics_path: "/metrics" }],
    });
    expect(alertQueries.join("\n")).toContain('job="sluice"');
  });
});

test.each([...boardQueries, ...alertQueries])("%s is well-formed", expr => {
  expect(balance(expr)).toEqual([]);
  for (const [range] of expr.matchAll(/\[[^\]]*\]/g))
    expect(range).toMatch(/^\[(\d+[smhd]|\$__rate_interval)\]$/);
  // A rate of a sum is wrong after a restart; a rate of a gauge means nothing.
  for (const [, name = ""] of expr.matchAll(/(?:rate|increase)\((\w+)/g)) {
    expect(name).toMatch(/_(total|bucket|sum|count)$/);
  }
});

/** The brackets that nobody closes, or that nobody opened; texts in quotes do not count. */
function balance(expr: string): readonly string[] {
  const closing: Readonly<Record<string, string>> = { "(": ")", "{": "}", "[": "]" };
  const open: string[] = [];
  for (const character of expr.replace(/"[^"]*"/g, "")) {
    const expected = closing[character];
    if (expected !== undefined) open.push(expected);
    else if (")}]".includes(character) && open.pop() !== character) return [character];
  }
  return open;
}
