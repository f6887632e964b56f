import type { ComparedCall } from "../compat-system.ts";
import { comparedTokens } from "./compared-tokens.ts";
import { comparedVideos } from "./compared-videos.ts";

/** Every call and behaviour that users of Flowplayer OVP and Wowza Video know. One list a theme, each in its own file. */
export const compared: readonly ComparedCall[] = [...comparedTokens, ...comparedVideos];
