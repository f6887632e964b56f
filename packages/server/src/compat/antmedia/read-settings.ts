import {
  antmediaSettingsSchema,
  SECRET_ANTMEDIA_SETTINGS,
} from "../../declarations/antmedia-settings-schema.ts";
import type { Settings } from "../../declarations/merge-settings.ts";
import { SET_VALUE } from "../../declarations/origin-schema.ts";

const KNOWN: ReadonlySet<string> = new Set(Object.keys(antmediaSettingsSchema.shape));
const SECRETS: ReadonlySet<string> = new Set(SECRET_ANTMEDIA_SETTINGS);

/**
 * Settings that let fewer people in there and are not offered here: taking one for on would leave open what is meant to be
 * closed. What else is sent (encoders, recording) is left alone.
 */
const CLOSING: ReadonlySet<string> = new Set([
  "acceptOnlyRoomsInDataStore",
  "jwksURL",
  "jwtBlacklistEnabled",
  "timeTokenSubscriberOnly",
  "tokenControlEnabled",
  "webhookAuthenticateURL",
  "webhookPlayAuthUrl",
]);

/** What is to change; or why nothing is. */
export type ReadSettings = { readonly change: Settings } | { readonly refused: string };

/** Reads settings as their console sends them: all of them, or some. */
export function readSettings(value: unknown): ReadSettings {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { refused: "the body is no map of settings" };
  }
  const given = Object.entries(value);
  const closing = given.find(([name, setting]) => isClosing(name, setting));
  if (closing) return { refused: `${closing[0]} is not offered here; see docs/compat/antmedia.md` };
  const change = given.filter(([name, setting]) => KNOWN.has(name) && !isShown(name, setting));
  return { change: Object.fromEntries(change) };
}

function isClosing(name: string, setting: unknown): boolean {
  const isOn = setting !== null && setting !== false && setting !== "";
  // The names of older files, which theirs has forgotten, too.
  return name.startsWith("settings.") || (CLOSING.has(name) && isOn);
}

/** A secret that is sent back as it was shown stays. */
function isShown(name: string, setting: unknown): boolean {
  return SECRETS.has(name) && setting === SET_VALUE;
}
