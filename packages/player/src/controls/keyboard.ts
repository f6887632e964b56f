import type { Commands } from "./commands.ts";

const SMALL_STEP_SECONDS = 5;
const LARGE_STEP_SECONDS = 10;
const VOLUME_STEP = 0.1;

/** What each key does, as players elsewhere have it. */
const keys: Readonly<Record<string, (commands: Commands) => void>> = {
  " ": commands => commands.togglePlay(),
  k: commands => commands.togglePlay(),
  m: commands => commands.toggleMute(),
  c: commands => commands.toggleCaptions(),
  f: commands => commands.toggleFullscreen(),
  arrowleft: commands => commands.seekBy(-SMALL_STEP_SECONDS),
  arrowright: commands => commands.seekBy(SMALL_STEP_SECONDS),
  j: commands => commands.seekBy(-LARGE_STEP_SECONDS),
  l: commands => commands.seekBy(LARGE_STEP_SECONDS),
  arrowup: commands => commands.volumeBy(VOLUME_STEP),
  arrowdown: commands => commands.volumeBy(-VOLUME_STEP),
  home: commands => commands.seekTo(0),
  end: commands => commands.seekTo(1),
};

/** The part of a keyboard event that decides. */
export type KeyPress = Pick<KeyboardEvent, "key" | "ctrlKey" | "altKey" | "metaKey">;

/**
 * What a key does where the keyboard is; undefined = it is not the player's: shortcuts of the browser, and keys that
 * the control under it (`button`, `input`, `select`) uses itself.
 */
export function commandOf(
  { key, ctrlKey, altKey, metaKey }: KeyPress,
  control: string | undefined,
): ((commands: Commands) => void) | undefined {
  if (ctrlKey || altKey || metaKey) return undefined;
  const name = key.toLowerCase();
  if (control === "select") return undefined;
  if (control === "button" && name === " ") return undefined;
  if (control === "input" && name.length > 1) return undefined;
  if (/^\d$/.test(name)) return commands => commands.seekTo(Number(name) / 10);
  return Object.hasOwn(keys, name) ? keys[name] : undefined;
}
