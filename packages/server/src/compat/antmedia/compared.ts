import type { ComparedCall } from "../compat-system.ts";
import { comparedMedia } from "./compared-media.ts";
import { comparedSubscribers } from "./compared-subscribers.ts";

/** Every call, setting and behaviour that users of Ant Media Server know. One list a theme, each in its own file. */
export const comparedCalls: readonly ComparedCall[] = [...comparedMedia, ...comparedSubscribers];
