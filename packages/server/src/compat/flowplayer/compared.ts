import type { ComparedCall } from "../compat-system.ts";

/** Every call, setting and behaviour that users of Flowplayer OVP and Wowza Video know of access control. */
export const compared: readonly ComparedCall[] = [];
