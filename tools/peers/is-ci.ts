/** Whether this is a run that must leave nothing out: a missing peer then fails instead of skipping its suites. */
export function isCi(environment: Readonly<Record<string, string | undefined>>): boolean {
  return environment.CI === "true" || environment.CI === "1";
}
