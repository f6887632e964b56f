import type { Refusal } from "./refusal.ts";
import type { Format } from "./session.ts";

/** What a player does right now. */
export type PlayerState = "waiting" | "ready" | "opening" | "playing" | "refused";

/** What `sluice(target, options)` takes. Only `stream` is needed. */
export interface PlayerOptions {
  /** `application/stream`, such as `demo/clip`. */
  readonly stream: string;
  /** The token; it is kept in memory and in this tab's sessionStorage only. */
  readonly playback_token?: string | undefined;
  /** Base URL of the Sluice server, such as `https://example.org/`; by default the folder of the script. */
  readonly server?: string | undefined;
  /** Read out as the video's name; by default the stream. */
  readonly title?: string | undefined;
  readonly format?: Format | undefined;
  /** `hls.js` or `native`; by default the best that the browser has. */
  readonly engine?: string | undefined;
  /** Opens the session and plays as soon as the page is seen. Spends a one-time token without a click. */
  readonly autoplay?: boolean | undefined;
  readonly muted?: boolean | undefined;
  /** True (the default without `autoplay`): the session opens with the play button, so that a page view costs nothing. */
  readonly needsClick?: boolean | undefined;
  /** A sentence below the play button. */
  readonly hint?: string | undefined;
  /** What this tab remembers its session by; by default the stream. */
  readonly memoryKey?: string | undefined;
  /** From a Sluice page: lets the server judge the site that embeds it. */
  readonly ticket?: string | undefined;
  /** From a Sluice page: why the server did not accept the token; shown unless this tab has a session. */
  readonly refusal?: Refusal | undefined;
  readonly onState?: ((state: PlayerState) => void) | undefined;
}

/** A player on the page. */
export interface PlayerController {
  readonly state: PlayerState;
  readonly video: HTMLVideoElement;
  /** The same as the big play button. */
  play(): void;
  pause(): void;
  /** Stops, lets go of the session in this tab and empties the element. */
  destroy(): void;
}
