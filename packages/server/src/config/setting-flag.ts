import { settingsNode } from "./schema-node.ts";
import { configFileNotes } from "./settings-schema.ts";

/** One command-line flag for a setting, as commander wants it. */
export interface SettingFlag {
  /** `--data-dir <folder>`. */
  readonly syntax: string;
  readonly description: string;
}

/** The flags of all settings, the YAML file's first. Secrets have none: other users can read a command line. */
export const settingFlags: readonly SettingFlag[] = [
  configFileNotes,
  ...Object.values(settingsNode.properties ?? {}),
].flatMap(({ flag, description }) =>
  flag === undefined ? [] : [{ syntax: flag, description: (description ?? "").replaceAll("`", "") }],
);

/** The name of a flag (`--data-dir`) and of commander's property for it (`dataDir`). */
export function flagName(syntax: string): { readonly name: string; readonly property: string } {
  const name = syntax.split(" ")[0] ?? syntax;
  const property = name
    .slice("--".length)
    .replace(/-([a-z])/g, (_match, letter: string) => letter.toUpperCase());
  return { name, property };
}
