import { dirname, resolve } from "node:path";
import { type ConfigInput, environmentValue } from "./config-input.ts";
import type { ConfigProblem } from "./config-problem.ts";
import { configFileNotes } from "./settings-schema.ts";
import { parseYamlFile, type YamlFile } from "./yaml-file.ts";

const DEFAULT_FILE = "sluice.yaml";

/** The YAML file of a configuration, and where it was found. */
export interface ConfigFile {
  /** Absolute path; undefined when there is no file. */
  readonly path: string | undefined;
  /** Folder that relative paths in the file start from. */
  readonly folder: string;
  /** The file's keys; none when there is no file. */
  readonly yaml: YamlFile;
  readonly problems: readonly ConfigProblem[];
}

interface Choice {
  readonly name: string;
  readonly source: string;
  readonly isRequired: boolean;
}

/** Finds and reads the YAML file: the one that was named, else `sluice.yaml` in the current folder if it exists. */
export function openConfigFile(input: ConfigInput): ConfigFile {
  const choice = chooseFile(input);
  const path = resolve(input.cwd, choice.name);
  const folder = dirname(path);
  try {
    const text = input.readTextFile(path);
    if (text === undefined)
      return absent(folder, choice.isRequired ? fault(choice, "there is no such file") : []);
    const yaml = parseYamlFile(text, choice.name);
    return { path, folder, yaml, problems: yaml.problems };
  } catch (error) {
    return absent(folder, fault(choice, `the file cannot be read${codeOf(error)}`));
  }
}

function chooseFile({ flags, env }: ConfigInput): Choice {
  const named = environmentValue(env, configFileNotes.environment);
  if (typeof flags.config === "string") {
    return { name: flags.config, source: "flag --config", isRequired: true };
  }
  if (named !== undefined) {
    return { name: named, source: `environment ${configFileNotes.environment}`, isRequired: true };
  }
  return { name: DEFAULT_FILE, source: DEFAULT_FILE, isRequired: false };
}

function fault({ source, name }: Choice, problem: string): readonly ConfigProblem[] {
  return [{ source, problem: `${JSON.stringify(name)}: ${problem}`, allowed: configFileNotes.allowed }];
}

function absent(folder: string, problems: readonly ConfigProblem[]): ConfigFile {
  return { path: undefined, folder, yaml: parseYamlFile("", DEFAULT_FILE), problems };
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
}
