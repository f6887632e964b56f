import { nearestWord } from "./nearest-word.ts";
import { settingsNode } from "./schema-node.ts";
import { configFileNotes } from "./settings-schema.ts";

const PREFIX = "SLUICE_";

/** Variables of the `sluice` command, which talks to a server; the server itself does not read them. */
export const CLIENT_ENVIRONMENT: readonly string[] = ["SLUICE_URL", "SLUICE_API_KEY"];

/** Variables that later versions will read. */
export const LATER_ENVIRONMENT: readonly string[] = ["SLUICE_ADMIN_EMAIL", "SLUICE_ADMIN_PASSWORD"];

const settingNames = [configFileNotes, ...Object.values(settingsNode.properties ?? {})].flatMap(
  ({ environment }) => environment ?? [],
);

/** One warning for each `SLUICE_…` variable that is set and changes nothing. Values are never shown. */
export function warnOfEnvironmentNames(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const known = new Set([...settingNames, ...CLIENT_ENVIRONMENT]);
  const names = Object.keys(env).filter(
    name => name.startsWith(PREFIX) && env[name] !== undefined && !known.has(name),
  );
  return names.flatMap(warningFor);
}

function warningFor(name: string): string {
  if (LATER_ENVIRONMENT.includes(name)) return `environment ${name} has no effect yet`;
  const nearest = nearestWord(
    name.slice(PREFIX.length),
    settingNames.map(known => known.slice(PREFIX.length)),
  );
  const hint = nearest === undefined ? "" : `; did you mean ${PREFIX}${nearest}?`;
  return `environment ${name} is not known and has no effect${hint}`;
}
