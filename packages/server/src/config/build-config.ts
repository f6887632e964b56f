import { resolve } from "node:path";
import { Secret } from "@sluice/token";
import { applicationsSchema } from "./applications-schema.ts";
import { normalizeBaseUrl } from "./base-url.ts";
import { buildApplication } from "./build-application.ts";
import type { ApplicationConfig, Config } from "./config.ts";
import { parseListenAddress } from "./listen-address.ts";
import { masterKeyHex } from "./master-key.ts";
import type { Settings } from "./settings-schema.ts";

const LIVE = "live";

/** What relative paths start from. All absolute. */
export interface ConfigFolders {
  /** For `data_dir`. */
  readonly dataDirBase: string;
  /** For paths in the YAML file. */
  readonly yamlFolder: string;
  /** The YAML file itself, if there is one. */
  readonly configFile: string | undefined;
}

/** The checked settings as the program uses them: named, in units, with absolute paths, frozen. */
export function buildConfig(settings: Settings, folders: ConfigFolders): Config {
  return deepFreeze({
    host: settings.host,
    port: settings.port,
    dataDir: resolve(folders.dataDirBase, settings.data_dir),
    configFile: folders.configFile,
    publicUrl: publicUrlOf(settings),
    trustedProxies: settings.trusted_proxies,
    adminListen: parseListenAddress(settings.admin_listen ?? ""),
    adminKey: settings.admin_key === undefined ? undefined : new Secret(settings.admin_key),
    masterKey: masterKeyOf(settings.master_key),
    demo: settings.demo,
    logLevel: settings.log_level,
    durability: settings.durability,
    applications: applicationsOf(settings, folders.yamlFolder),
  });
}

function publicUrlOf({ public_url: given, port }: Settings): string | undefined {
  if (given !== undefined) return normalizeBaseUrl(given);
  return port === 0 ? undefined : normalizeBaseUrl(`http://localhost:${port}`);
}

function masterKeyOf(text: string | undefined): Secret | undefined {
  const hex = text === undefined ? undefined : masterKeyHex(text);
  return hex === undefined ? undefined : new Secret(hex);
}

function applicationsOf({ applications }: Settings, yamlFolder: string): readonly ApplicationConfig[] {
  const builtIn = Object.hasOwn(applications, LIVE)
    ? {}
    : applicationsSchema.parse({ [LIVE]: { kind: "live" } });
  const entries = Object.entries({ ...builtIn, ...applications });
  return entries.map(([name, application]) => buildApplication(name, application, yamlFolder));
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const inner of Object.values(value)) deepFreeze(inner);
  return value;
}
