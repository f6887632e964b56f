import type { CollectedSettings } from "./collect-settings.ts";
import { type SchemaNode, settingsNode } from "./schema-node.ts";
import type { Settings } from "./settings-schema.ts";
import { writtenPath } from "./written-path.ts";

/** A right one holds no user name, password or query, and stands in every link that is printed. */
const SHOWN_ALTHOUGH_CONCEALED: ReadonlySet<string> = new Set(["public_url"]);
const APPLICATIONS = "applications";
const SERVERS = "servers";
/** Have lists of their own. */
const DECLARED: ReadonlySet<string> = new Set([APPLICATIONS, "groups", SERVERS]);

/** A setting that is not at its default. */
export interface SettingInForce {
  /** The YAML key. */
  readonly key: string;
  /** The value as text; `[set]` for a secret. */
  readonly value: string;
  /** `sluice.yaml:12:1`, `environment SLUICE_PORT`, `flag --port`. */
  readonly source: string;
}

/** What is in force and where it was said. No value of a secret is part of it. */
export interface ConfigSources {
  /** In the order of the documentation. */
  readonly settings: readonly SettingInForce[];
  /** Where each application of the YAML file begins, by its name. */
  readonly applications: ReadonlyMap<string, string>;
  /** Where each media server of the YAML file begins, by its name. */
  readonly servers: ReadonlyMap<string, string>;
}

/** Tells where settings that were checked come from. */
export function sourcesOf(settings: Settings, collected: CollectedSettings): ConfigSources {
  const place = (path: readonly PropertyKey[]) => placeOf(path, collected);
  const values: Readonly<Record<string, unknown>> = settings;
  const inForce = settingsOf(settingsNode, values).flatMap(({ path, node, value }) => {
    const key = path.join(".");
    if (value === undefined || isSame(value, node.default)) return [];
    const isShown = node.concealed !== true || SHOWN_ALTHOUGH_CONCEALED.has(key);
    return [{ key, value: isShown ? textOf(value) : "[set]", source: place(path) }];
  });
  const places = (section: typeof APPLICATIONS | typeof SERVERS) =>
    new Map(Object.keys(settings[section]).map(name => [name, place([section, name])]));
  return { settings: inForce, applications: places(APPLICATIONS), servers: places(SERVERS) };
}

/** The source without the key, which stands beside it. */
interface FoundSetting {
  readonly path: readonly string[];
  readonly node: SchemaNode;
  readonly value: unknown;
}

/** Every setting with its value; a section counts by its keys. */
function settingsOf(
  section: SchemaNode,
  values: Readonly<Record<string, unknown>>,
  parent: readonly string[] = [],
): readonly FoundSetting[] {
  return Object.entries(section.properties ?? {}).flatMap(([key, node]) => {
    const path = [...parent, key];
    if (DECLARED.has(path.join("."))) return [];
    const value = values[key];
    const isSection = node.properties !== undefined && typeof value === "object" && value !== null;
    return isSection ? settingsOf(node, { ...value }, path) : [{ path, node, value }];
  });
}

function placeOf(path: readonly PropertyKey[], collected: CollectedSettings): string {
  const source = collected.sourceOf(path);
  const key = ` ${writtenPath(path)}`;
  return source.endsWith(key) ? source.slice(0, -key.length) : source;
}

function isSame(value: unknown, other: unknown): boolean {
  return JSON.stringify(value) === JSON.stringify(other);
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join(", ");
  return typeof value === "string" ? value : JSON.stringify(value);
}
