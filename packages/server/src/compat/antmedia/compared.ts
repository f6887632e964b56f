import type { ComparedCall } from "../compat-system.ts";
import { comparedMedia } from "./compared-media.ts";
import { comparedSettings } from "./compared-settings.ts";
import { comparedSubscribers } from "./compared-subscribers.ts";
import { comparedTokens } from "./compared-tokens.ts";

/** Every call, setting and behaviour that users of Ant Media Server know. One list a theme, each in its own file. */
export const compared: readonly ComparedCall[] = [
  ...comparedTokens,
  ...comparedSubscribers,
  ...comparedMedia,
  ...comparedSettings,
];
