import type { Enforcement } from "@sluice/policy";
import type { Settings } from "../../declarations/merge-settings.ts";

/** What one word of theirs means here. */
interface Meaning {
  /** `enforcement.play`. */
  readonly play: Enforcement;
  /** `embed_token`. */
  readonly embedToken: boolean;
}

/**
 * The words of `playback_token_behavior` and the one setting that each stands for (Flowplayer, basic and advanced playback
 * tokens; Wowza Video API v2.0). Basic and advanced tokens are enforced alike: they differ in what embed codes hold.
 */
export const behaviours = {
  NO_TOKEN: { play: "off", embedToken: false },
  BASIC_TOKEN: { play: "enforce", embedToken: true },
  ADVANCED_TOKEN: { play: "enforce", embedToken: false },
} as const satisfies Readonly<Record<string, Meaning>>;

/** A word that names a behaviour itself. */
export type OwnBehaviour = keyof typeof behaviours;

/** Every word; FOLLOW_DEFAULT is the workspace's, whatever that becomes. */
export type Behaviour = OwnBehaviour | "FOLLOW_DEFAULT";

/** The words, for messages. */
export const OWN_BEHAVIOURS: readonly string[] = Object.keys(behaviours);

export function isOwnBehaviour(word: unknown): word is OwnBehaviour {
  return typeof word === "string" && Object.hasOwn(behaviours, word);
}

export function isBehaviour(word: unknown): word is Behaviour {
  return word === "FOLLOW_DEFAULT" || isOwnBehaviour(word);
}

/** The change of a stream that a word asks for. */
export function changeFor(word: Behaviour): Settings {
  if (word === "FOLLOW_DEFAULT")
    return { enforcement: { play: null }, embed_token: null, follow_default: true };
  const { play, embedToken } = behaviours[word];
  return { enforcement: { play }, embed_token: embedToken, follow_default: null };
}

/** The word for what is in force; `report` lets everybody in. */
export function inForce({ play, embedToken }: Meaning): OwnBehaviour {
  if (play !== "enforce") return "NO_TOKEN";
  return embedToken ? "BASIC_TOKEN" : "ADVANCED_TOKEN";
}
