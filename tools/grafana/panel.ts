/** One line of a graph. `$i` in an expression stands for the chosen instances. */
export interface Query {
  /** PromQL. */
  readonly expr: string;
  /** What the legend says; `{{label}}` is replaced by Grafana. */
  readonly legend: string;
}

/** One panel of the board. */
export interface Panel {
  readonly title: string;
  /** What a good value is and where to look when it is not; shown at the panel's corner. */
  readonly description: string;
  readonly kind: "timeseries" | "stat";
  /** A unit of Grafana: `reqps`, `s`, `bytes`, `percentunit`. */
  readonly unit: string;
  /** Columns, of 24. */
  readonly width: number;
  readonly queries: readonly Query[];
  /** Of a number: whether its value is shown, or its legend. Default: the value. */
  readonly shows?: "value" | "name";
}

/** Panels under one heading. */
export interface Row {
  readonly title: string;
  readonly panels: readonly Panel[];
}

/** A graph of a third of the board's width, unless told otherwise. */
export function graph(
  title: string,
  unit: string,
  description: string,
  queries: readonly Query[],
  width = 8,
): Panel {
  return { title, unit, description, kind: "timeseries", width, queries };
}

/** One number. */
export function number(title: string, unit: string, description: string, query: Query): Panel {
  return { title, unit, description, kind: "stat", width: 4, queries: [query] };
}

/** The rate of a counter, summed by labels: `rateBy("sluice_decisions_total", "outcome")`. */
export function rateBy(metric: string, by: string, matchers = ""): string {
  return `sum by (${by}) (rate(${metric}{$i${matchers}}[$__rate_interval]))`;
}

/** The rate of a counter over everything. */
export function rateOf(metric: string, matchers = ""): string {
  return `sum(rate(${metric}{$i${matchers}}[$__rate_interval]))`;
}

/** Median and 99th percentile of a histogram. */
export function quantiles(histogram: string): readonly Query[] {
  return [0.5, 0.99].map(share => ({
    expr: `histogram_quantile(${share}, sum by (le) (rate(${histogram}_bucket{$i}[$__rate_interval])))`,
    legend: `p${share * 100}`,
  }));
}
