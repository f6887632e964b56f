import type { ConfigResult } from "../config/load-config.ts";
import type { MediaServerKind } from "../declarations/media-server.ts";
import type { Application } from "../registry/application.ts";
import { FIRST_ORGANIZATION } from "../registry/built-in.ts";
import { createRegistry } from "../registry/living-registry.ts";

/** One application as the configuration has it. No header, no address and no credential of its origin. */
export interface ApplicationSummary {
  readonly name: string;
  readonly kind: Application["kind"];
  /** `none`: hooks, edges and checks only. */
  readonly origin: "folder" | "http" | "bucket" | "demo" | "none";
  /** Streams that are registered by name. */
  readonly streams: number;
  /** Whether streams that are not registered are taken, too. */
  readonly any_stream: boolean;
  /** `sluice.yaml:12:3`, or `built in`. */
  readonly source: string;
}

/** One media server as the configuration has it. No secret, and nothing of its API. */
export interface ServerSummary {
  readonly name: string;
  readonly kind: MediaServerKind;
  /** Of streams that it names with one segment. */
  readonly application: string;
  /** Where its calls may come from; empty: anywhere. */
  readonly allow: readonly string[];
  /** Whether its clients can be listed and cut off. */
  readonly api: boolean;
  /** `sluice.yaml:12:3`. */
  readonly source: string;
}

/** What a right configuration amounts to, as `sluice config check --json` prints it. */
export interface ConfigSummary {
  readonly ok: true;
  /** Absolute path of the YAML file; null when there is none. */
  readonly file: string | null;
  /** Absolute path. */
  readonly data_dir: string;
  /** Null when it depends on the port that will be found. */
  readonly public_url: string | null;
  /** What is not at its default; secrets are `[set]`. */
  readonly settings: readonly { readonly key: string; readonly value: string; readonly source: string }[];
  readonly applications: readonly ApplicationSummary[];
  /** Those that are configured; every other kind may ask, too. */
  readonly servers: readonly ServerSummary[];
  readonly warnings: readonly string[];
}

/** Sums a configuration up. No value of a secret is part of it. */
export function configSummary({
  config,
  warnings,
  sources,
}: Extract<ConfigResult, { ok: true }>): ConfigSummary {
  const registry = createRegistry({ file: config.declared });
  const streams = [...registry.declared.streamsAfter(FIRST_ORGANIZATION, "")];
  const applications = registry.applications(FIRST_ORGANIZATION).map((application): ApplicationSummary => {
    const { name, kind, origin, acceptsAnyStream } = application;
    return {
      name,
      kind,
      origin: origin?.kind ?? "none",
      streams: streams.filter(stream => stream.name.startsWith(`${name}/`)).length,
      any_stream: acceptsAnyStream,
      source: sources.applications.get(name) ?? "built in",
    };
  });
  return {
    ok: true,
    file: config.configFile ?? null,
    data_dir: config.dataDir,
    public_url: config.publicUrl ?? null,
    settings: sources.settings,
    applications,
    servers: config.servers.map(({ name, kind, application, allow, api }) => {
      const source = sources.servers.get(name) ?? "built in";
      return { name, kind, application, allow, api: api !== undefined, source };
    }),
    warnings,
  };
}
