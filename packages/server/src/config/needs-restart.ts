import { Secret } from "@sluice/token";
import type { Config } from "./config.ts";

/** What a running server takes over by itself, or what only follows from other settings. */
const LIVING: ReadonlySet<string> = new Set(["declared", "demo", "configFile"]);

/** The YAML keys of the settings that differ and that a running server cannot take over. No values. */
export function settingsThatNeedRestart(running: Config, next: Config): readonly string[] {
  const before: Readonly<Record<string, unknown>> = { ...running };
  return Object.entries(next)
    .filter(([name, value]) => !LIVING.has(name) && textOf(before[name]) !== textOf(value))
    .map(([name]) => name.replaceAll(/[A-Z]/g, letter => `_${letter.toLowerCase()}`));
}

/** For comparing only: secrets are in it. */
function textOf(value: unknown): string {
  return JSON.stringify(value instanceof Secret ? value.expose() : value) ?? "";
}
