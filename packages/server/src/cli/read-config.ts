import type { Config } from "../config/config.ts";
import { formatConfigProblems } from "../config/config-problem.ts";
import { type ConfigResult, loadConfig } from "../config/load-config.ts";
import { readTextFile } from "../config/read-text-file.ts";
import { PlainFailure } from "./plain-failure.ts";

/** Says what is wrong with the configuration, all of it. */
export class ConfigurationUnusable extends PlainFailure {}

/** The configuration of this process. Throws ConfigurationUnusable with every problem in it. */
export function readConfig(flags: Readonly<Record<string, string | boolean | undefined>>): {
  readonly config: Config;
  readonly warnings: readonly string[];
} {
  const result = loadAgain(flags);
  if (result.ok) return result;
  throw new ConfigurationUnusable(
    `The configuration cannot be used:\n${formatConfigProblems(result.problems)}`,
  );
}

/** The configuration as it is now, or everything that is wrong with it. */
export function loadAgain(flags: Readonly<Record<string, string | boolean | undefined>>): ConfigResult {
  return loadConfig({ flags, env: process.env, cwd: process.cwd(), readTextFile });
}
