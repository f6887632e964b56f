import { antmediaSwitches, bothActions } from "./antmedia-mechanisms.ts";
import type { Settings } from "./merge-settings.ts";

/**
 * Settings without what a change says anew in another word: `enforcement.play` and `playTokenControlEnabled` are one setting,
 * and the last that was said of it stands. What the change itself says twice is left for the check of the whole.
 */
export function withoutOldWords(settings: Settings, change: Settings): Settings {
  const anew = { enforcement: mapOf(change, "enforcement"), antmedia: mapOf(change, "antmedia") };
  const enforcement = { ...mapOf(settings, "enforcement") };
  const antmedia = { ...mapOf(settings, "antmedia") };
  const rest = { ...settings };
  for (const action of bothActions) {
    const switches = antmediaSwitches[action];
    const isSwitched = Object.values(switches).some(name => anew.antmedia[name] === true);
    const says = isSwitched || typeof anew.antmedia[switches["one-time"]] === "boolean";
    if (says) delete enforcement[action];
    if (anew.enforcement[action] !== undefined) delete antmedia[switches["one-time"]];
  }
  if (typeof anew.antmedia.acceptOnlyStreamsInDataStore === "boolean") delete rest.registered_only;
  if (change.registered_only !== undefined) delete antmedia.acceptOnlyStreamsInDataStore;
  return { ...rest, ...filled("enforcement", enforcement), ...filled("antmedia", antmedia) };
}

/** An empty map stands as undefined, which is no field for whoever checks and stores it. */
function filled(key: string, map: Settings): Settings {
  return { [key]: Object.keys(map).length === 0 ? undefined : map };
}

function mapOf(settings: Settings, key: string): Settings {
  const value = settings[key];
  return typeof value === "object" && value !== null ? { ...value } : {};
}
