import type { Action } from "@sluice/policy";
import type { AntmediaSettings } from "./antmedia-settings-schema.ts";

/** What Ant Media asks publishers or players for; an application has one for each at most. */
export type AntmediaMechanism = "one-time" | "jwt" | "totp" | "hash";

type SwitchName = {
  [K in keyof AntmediaSettings]-?: NonNullable<AntmediaSettings[K]> extends boolean ? K : never;
}[keyof AntmediaSettings];

/** The switches of each mechanism, by the direction. */
export const antmediaSwitches = {
  publish: {
    "one-time": "publishTokenControlEnabled",
    jwt: "publishJwtControlEnabled",
    totp: "enableTimeTokenForPublish",
    hash: "hashControlPublishEnabled",
  },
  play: {
    "one-time": "playTokenControlEnabled",
    jwt: "playJwtControlEnabled",
    totp: "enableTimeTokenForPlay",
    hash: "hashControlPlayEnabled",
  },
} as const satisfies Readonly<Record<Action, Readonly<Record<AntmediaMechanism, SwitchName>>>>;

/** Both directions, in which each has its own switches. */
export const bothActions: readonly Action[] = ["publish", "play"];

/** The order in which Ant Media checks them. */
const mechanisms: readonly AntmediaMechanism[] = ["totp", "one-time", "hash", "jwt"];

/** The mechanisms that are on for an action, in the order in which Ant Media checks them. */
export function antmediaMechanisms(settings: AntmediaSettings, action: Action): readonly AntmediaMechanism[] {
  return mechanisms.filter(mechanism => settings[antmediaSwitches[action][mechanism]] === true);
}

/**
 * What the switches say of enforcement: any that is on asks for a token; `publishTokenControlEnabled: false` or
 * `playTokenControlEnabled: false` with no other on asks for none. Undefined: they say nothing, and what stands, stands.
 */
export function impliedEnforcement(
  settings: AntmediaSettings,
  action: Action,
): "enforce" | "off" | undefined {
  if (antmediaMechanisms(settings, action).length > 0) return "enforce";
  return settings[antmediaSwitches[action]["one-time"]] === false ? "off" : undefined;
}
