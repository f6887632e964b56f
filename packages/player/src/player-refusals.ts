import type { Refusal } from "./refusal.ts";

const texts = {
  "network-unreachable": {
    title: "No connection",
    detail: "The server cannot be reached. Check your connection and try again.",
  },
  "reply-unreadable": {
    title: "Not playable right now",
    detail: "The server sent an answer that this player does not understand.",
  },
  "playback-unsupported": {
    title: "This browser cannot play it",
    detail: "This browser has no player for this kind of stream. Try a current version of another browser.",
  },
  "media-broken": {
    title: "The video stopped",
    detail: "A part of this video could not be played.",
  },
  "media-late": {
    title: "Nothing more arrives",
    detail:
      "The server can be reached, and this video does not come on. It may be over, or be back in a moment.",
  },
  "open-in-another-tab": {
    title: "Playing in another tab",
    detail: "This stream is open in another tab of this browser. Close it there to watch here.",
  },
} as const;

/** A reason for which the player itself stops; the server knows nothing of it, so there is no reference. */
export type PlayerRefusalReason = keyof typeof texts;

/** The refusal of one of the player's own reasons; `status` is that of the reply it stems from, if any. */
export function playerRefusal(reason: PlayerRefusalReason, status?: number): Refusal {
  return { reason, ...texts[reason], ref: undefined, status, retryAfterSeconds: undefined };
}
