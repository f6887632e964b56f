import { Secret } from "@sluice/token";
import type { Config } from "./config.ts";

/** What a running server takes over by itself, or what only follows from other settings. */
const LIVING: ReadonlySet<string> = new Set(["declared", "demo", "configFile"]);

/** Lists of the program whose key is one word. */
const YAML_KEYS: ReadonlyMap<string, string> = new Map([["hookSecrets", "hook_secret"]]);

/** The YAML keys of the settings that differ and that a running server cannot take over. No values. */
export function settingsThatNeedRestart(running: Config, next: Config): readonly string[] {
  const before: Readonly<Record<string, unknown>> = { ...running };
  return Object.entries(next)
    .filter(([name, value]) => !LIVING.has(name) && textOf(before[name]) !== textOf(value))
    .map(([name]) => YAML_KEYS.get(name) ?? name.replaceAll(/[A-Z]/g, letter => `_${letter.toLowerCase()}`));
}

/** For comparing only: secrets are in it. */
function textOf(value: unknown): string {
  return JSON.stringify(exposed(value)) ?? "";
}

/** The value with the text of every secret in it, at any depth. */
function exposed(value: unknown): unknown {
  if (value instanceof Secret) return value.expose();
  if (Array.isArray(value)) return value.map(exposed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, exposed(inner)]));
}
