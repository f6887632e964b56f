import type { Panel, Row } from "./panel.ts";

const COLUMNS = 24;
const HEIGHTS: Readonly<Record<Panel["kind"], number>> = { stat: 4, timeseries: 8 };
/** The oldest Grafana that takes the board as it is: 10. */
const SCHEMA_VERSION = 38;
const INSTANCES = 'job=~"$job", instance=~"$instance"';

const datasource = { type: "prometheus", uid: "$datasource" };

/** Where a panel is, in Grafana's grid. */
interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** A dashboard as Grafana imports it. */
export function buildBoard(rows: readonly Row[]): Readonly<Record<string, unknown>> {
  return {
    title: "Sluice",
    uid: "sluice",
    description:
      "Who is let in and who is not, and whether the server is well. docs/metrics.md says what each metric is.",
    tags: ["sluice"],
    schemaVersion: SCHEMA_VERSION,
    version: 1,
    editable: true,
    graphTooltip: 1,
    refresh: "30s",
    time: { from: "now-6h", to: "now" },
    timezone: "browser",
    templating: { list: [datasourceVariable, labelVariable("job"), labelVariable("instance")] },
    annotations: { list: [] },
    panels: placed(rows),
  };
}

const datasourceVariable = {
  name: "datasource",
  label: "Data source",
  type: "datasource",
  query: "prometheus",
  refresh: 1,
  hide: 0,
};

/** Lets the reader choose among the values of a label; all at first. */
function labelVariable(name: "job" | "instance") {
  const scope = name === "instance" ? '{job=~"$job"}' : "";
  const query = `label_values(sluice_build_info${scope}, ${name})`;
  return {
    name,
    type: "query",
    datasource,
    query: { query, refId: name },
    definition: query,
    refresh: 2,
    multi: true,
    includeAll: true,
    allValue: ".*",
    current: { text: "All", value: "$__all" },
  };
}

/** Rows one below the other, their panels from the left, each with an id of its own. */
function placed(rows: readonly Row[]): readonly object[] {
  const panels: object[] = [];
  let y = 0;
  for (const row of rows) {
    panels.push(heading(row.title, panels.length + 1, y));
    y += 1;
    let x = 0;
    let height = 0;
    for (const panel of row.panels) {
      if (x + panel.width > COLUMNS) {
        x = 0;
        y += height;
      }
      height = HEIGHTS[panel.kind];
      panels.push(panelOf(panel, panels.length + 1, { x, y, w: panel.width, h: height }));
      x += panel.width;
    }
    y += height;
  }
  return panels;
}

function heading(title: string, id: number, y: number) {
  return { id, type: "row", title, collapsed: false, panels: [], gridPos: { x: 0, y, w: COLUMNS, h: 1 } };
}

function panelOf({ title, description, kind, unit, queries, shows }: Panel, id: number, gridPos: Place) {
  return {
    id,
    type: kind,
    title,
    description,
    gridPos,
    datasource,
    fieldConfig: { defaults: { unit, min: 0, ...styleOf(kind) }, overrides: [] },
    options: optionsOf(kind, shows),
    targets: queries.map(({ expr, legend }, index) => ({
      refId: String.fromCharCode("A".charCodeAt(0) + index),
      datasource,
      expr: expr.replaceAll("$i", () => INSTANCES),
      legendFormat: legend,
      range: kind === "timeseries",
      instant: kind === "stat",
    })),
  };
}

function styleOf(kind: Panel["kind"]) {
  if (kind === "stat") return {};
  return { custom: { drawStyle: "line", lineWidth: 1, fillOpacity: 10, showPoints: "never" } };
}

function optionsOf(kind: Panel["kind"], shows: Panel["shows"] = "value") {
  return kind === "stat"
    ? { reduceOptions: { calcs: ["lastNotNull"] }, colorMode: "none", graphMode: "none", textMode: shows }
    : {
        legend: { displayMode: "list", placement: "bottom", showLegend: true },
        tooltip: { mode: "multi", sort: "desc" },
      };
}
