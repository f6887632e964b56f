import type { ApplicationSummary, ConfigSummary, ServerSummary } from "../config-summary.ts";
import { colour } from "./colour.ts";
import { columns } from "./columns.ts";
import { pathText } from "./path-text.ts";
import { type Column, table } from "./table.ts";

const settingColumns: readonly Column<ConfigSummary["settings"][number]>[] = [
  ["setting", ({ key }) => key],
  ["value", ({ value }) => value],
  ["from", ({ source }) => source],
];

const applicationColumns: readonly Column<ApplicationSummary>[] = [
  ["application", ({ name }) => name],
  ["kind", ({ kind }) => kind],
  ["origin", ({ origin }) => origin],
  ["streams", ({ streams, any_stream }) => streamsText(streams, any_stream)],
  ["from", ({ source }) => source],
];

const serverColumns: readonly Column<ServerSummary>[] = [
  ["server", ({ name }) => name],
  ["kind", ({ kind }) => kind],
  ["application", ({ application }) => application],
  ["asks from", ({ allow }) => (allow.length === 0 ? "anywhere" : allow.join(", "))],
  ["API", ({ api }) => (api ? "yes" : "none")],
  ["from", ({ source }) => source],
];

/** The outcome of `sluice config check` for a configuration that is right. */
export function configText(summary: ConfigSummary): string {
  const head = columns([
    ["file", summary.file === null ? "none" : pathText(summary.file)],
    ["data folder", pathText(summary.data_dir)],
    ["public URL", summary.public_url ?? "http://localhost and the port that is found"],
  ]);
  const settings =
    summary.settings.length === 0
      ? "Every setting is at its default."
      : table(settingColumns, summary.settings);
  return [
    `The configuration is ${colour.good("right")}.\n${head}`,
    settings,
    table(applicationColumns, summary.applications),
    ...(summary.servers.length === 0 ? [] : [table(serverColumns, summary.servers)]),
    ...summary.warnings.map(warning => `Note: ${warning}`),
  ].join("\n\n");
}

function streamsText(registered: number, isAnyTaken: boolean): string {
  if (!isAnyTaken) return `${registered}`;
  return registered === 0 ? "any" : `any, ${registered} registered`;
}
