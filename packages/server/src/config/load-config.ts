import { buildConfig } from "./build-config.ts";
import { collectSettings } from "./collect-settings.ts";
import type { Config } from "./config.ts";
import { openConfigFile } from "./config-file.ts";
import type { ConfigInput } from "./config-input.ts";
import type { ConfigProblem } from "./config-problem.ts";
import { warnOfUnlikelySettings } from "./config-warnings.ts";
import { describeIssues } from "./describe-issues.ts";
import { warnOfEnvironmentNames } from "./environment-names.ts";
import { findGroupClashes } from "./group-clashes.ts";
import { findNameClashes } from "./name-clashes.ts";
import { findServerClashes } from "./server-clashes.ts";
import { type ConfigSources, sourcesOf } from "./settings-in-force.ts";
import { settingsSchema } from "./settings-schema.ts";
import { findTlsClashes } from "./tls-clashes.ts";

/** The configuration, or everything that is wrong with it. */
export type ConfigResult =
  | {
      readonly ok: true;
      readonly config: Config;
      readonly warnings: readonly string[];
      readonly sources: ConfigSources;
    }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/**
 * Loads the configuration: a flag is stronger than the environment, the environment than the YAML file, the file
 * than the default. Nothing is required. All problems are reported together, and neither a problem nor a warning
 * contains the value of a secret. The result is frozen to the bottom. Reads nothing but through `readTextFile`.
 */
export function loadConfig(input: ConfigInput): ConfigResult {
  const file = openConfigFile(input);
  const collected = collectSettings(input, file.yaml);
  const parsed = settingsSchema.safeParse(collected.values);
  const issues = parsed.success ? [] : describeIssues(parsed.error.issues, collected);
  const problems = [
    ...file.problems,
    ...issues,
    ...findNameClashes(collected),
    ...findGroupClashes(collected),
    ...findServerClashes(collected),
    ...findTlsClashes(collected),
  ];
  if (!parsed.success || problems.length > 0) return { ok: false, problems };

  const config = buildConfig(parsed.data, {
    dataDirBase: collected.isFromYaml("data_dir") ? file.folder : input.cwd,
    geoDatabasesBase: collected.isFromYaml("geo_databases") ? file.folder : input.cwd,
    tlsCertBase: collected.isFromYaml("tls_cert") ? file.folder : input.cwd,
    tlsKeyBase: collected.isFromYaml("tls_key") ? file.folder : input.cwd,
    yamlFolder: file.folder,
    configFile: file.path,
    placeOf: collected.placeOf,
  });
  const isPublicUrlGiven = parsed.data.public_url !== undefined;
  const warnings = [
    ...warnOfEnvironmentNames(input.env),
    ...warnOfUnlikelySettings(config, isPublicUrlGiven),
  ];
  return { ok: true, config, warnings, sources: sourcesOf(parsed.data, collected) };
}
