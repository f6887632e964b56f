import { type ConfigInput, environmentValue } from "./config-input.ts";
import { withoutEmptyKeys } from "./empty-keys.ts";
import { type SchemaNode, settingsNode } from "./schema-node.ts";
import { flagName } from "./setting-flag.ts";
import type { YamlFile } from "./yaml-file.ts";

/** The settings as given, not yet checked. */
export interface CollectedSettings {
  /** By YAML key, from the strongest source that names each. Text for a number, a switch or a list is read as such. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Where a key of the values comes from, as shown in a problem. */
  sourceOf(path: readonly PropertyKey[]): string;
  /** `sluice.yaml:12:5`: where the YAML file has a key. */
  placeOf(path: readonly PropertyKey[]): string;
  /** Whether a top-level key comes from the YAML file. */
  isFromYaml(key: string): boolean;
}

interface Given {
  readonly value: string | boolean;
  readonly source: string;
}

/** Puts the sources together: a flag is stronger than the environment, and that stronger than the YAML file. */
export function collectSettings(input: ConfigInput, yaml: YamlFile): CollectedSettings {
  const values: Record<string, unknown> = { ...withoutEmptyKeys(yaml.tree, settingsNode) };
  const sources = new Map<string, string>();
  for (const [key, node] of Object.entries(settingsNode.properties ?? {})) {
    const given = fromFlag(node, input.flags) ?? fromEnvironment(node, input.env);
    if (given !== undefined) {
      values[key] = given.value;
      sources.set(key, given.source);
    }
    values[key] = readText(values[key], node.type);
  }
  return {
    values,
    sourceOf: path => sources.get(String(path[0])) ?? yaml.sourceOf(path),
    placeOf: path => yaml.placeOf(path),
    isFromYaml: key => !sources.has(key) && Object.hasOwn(yaml.tree, key),
  };
}

function fromFlag(node: SchemaNode, flags: ConfigInput["flags"]): Given | undefined {
  if (node.flag === undefined) return undefined;
  const flag = flagName(node.flag);
  const value = flags[flag.property];
  return value === undefined ? undefined : { value, source: `flag ${flag.name}` };
}

function fromEnvironment({ environment }: SchemaNode, env: ConfigInput["env"]): Given | undefined {
  if (environment === undefined) return undefined;
  const value = environmentValue(env, environment);
  return value === undefined ? undefined : { value, source: `environment ${environment}` };
}

// What does not read as the type stays text, for the schema to refuse.
function readText(value: unknown, type: string | undefined): unknown {
  if (typeof value !== "string") return value;
  const text = value.trim();
  if (type === "integer" && /^\d+$/.test(text)) return Number(text);
  if (type === "boolean" && (text === "true" || text === "false")) return text === "true";
  if (type === "array") return text === "" ? [] : text.split(",").map(part => part.trim());
  return value;
}
