import type { Config } from "./config.ts";
import type { ConfigInput } from "./config-input.ts";
import { formatConfigProblems } from "./config-problem.ts";
import { type ConfigResult, loadConfig } from "./load-config.ts";

/** For tests: loads with nothing given but what the test says; `yaml` is the text of /srv/site/sluice.yaml. */
export function loadForTest(given: Partial<ConfigInput> & { readonly yaml?: string }): ConfigResult {
  const { yaml, ...input } = given;
  const readTextFile = (path: string) => (path === "/srv/site/sluice.yaml" ? yaml : undefined);
  return loadConfig({ flags: {}, env: {}, cwd: "/srv/site", readTextFile, ...input });
}

/** For tests: the configuration, or a failure that shows the problems. */
export function configForTest(given: Parameters<typeof loadForTest>[0]): Config {
  const result = loadForTest(given);
  if (!result.ok) throw new Error(formatConfigProblems(result.problems));
  return result.config;
}

/** For tests: the problems as lines of text; none when the configuration is right. */
export function problemsForTest(given: Parameters<typeof loadForTest>[0]): readonly string[] {
  const result = loadForTest(given);
  return result.ok ? [] : formatConfigProblems(result.problems).split("\n");
}

/** For tests: the warnings of a right configuration. */
export function warningsForTest(given: Parameters<typeof loadForTest>[0]): readonly string[] {
  const result = loadForTest(given);
  return result.ok ? result.warnings : [];
}
