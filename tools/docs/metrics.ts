import { documentedNodeMetrics } from "../../packages/server/src/telemetry/metrics/process-metrics.ts";
import { createMetrics } from "../../packages/server/src/telemetry/metrics.ts";

/** A metric as its registry describes it. */
export interface DescribedMetric {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  readonly labels: readonly string[];
}

const NODE = /^sluice_(process|nodejs)_/;

/** Every metric of a server that docs/metrics.md describes: all of its own, and of Node's those that it names. */
export function documentedMetrics(): readonly DescribedMetric[] {
  const described = createMetrics(() => 0)
    .registry.getMetricsAsArray()
    .map(describe);
  return described
    .filter(({ name }) => !NODE.test(name) || documentedNodeMetrics.includes(name))
    .sort((one, other) => one.name.localeCompare(other.name));
}

/** docs/metrics.md, from the registry itself. */
export function renderMetrics(): string {
  const metrics = documentedMetrics();
  const ours = metrics.filter(({ name }) => !NODE.test(name));
  const nodes = metrics.filter(({ name }) => NODE.test(name));
  return [
    "# Metrics",
    "",
    "What `GET /metrics` tells, in the text format of Prometheus. Names and labels are stable. Labels hold codes only: never",
    "a stream, a user, an address or a token; `server` is a media server's name in the configuration. Who may ask, a board and",
    "alerts: [operations.md](operations.md#metrics). Made from the server's registry by `npx node tools/docs/write.ts`.",
    "",
    ...table(ours),
    "",
    "## Of the process",
    "",
    "Node tells these and others that begin with `sluice_process_` and `sluice_nodejs_`.",
    "",
    ...table(nodes),
    "",
  ].join("\n");
}

function table(metrics: readonly DescribedMetric[]): readonly string[] {
  const rows = metrics.map(({ name, type, help, labels }) => {
    const shown = labels.length === 0 ? "–" : labels.map(label => `\`${label}\``).join(", ");
    return `| \`${name}\` | ${type} | ${shown} | ${help} |`;
  });
  return ["| metric | type | labels | what it tells |", "|---|---|---|---|", ...rows];
}

function describe(metric: object): DescribedMetric {
  const text = (key: string): string => String(Reflect.get(metric, key) ?? "");
  const labels: unknown = Reflect.get(metric, "labelNames");
  return {
    name: text("name"),
    type: text("type"),
    help: text("help"),
    labels: Array.isArray(labels) ? labels.map(String) : [],
  };
}
