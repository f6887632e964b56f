import type { Refusal } from "./refusal.ts";
import type { Format } from "./session.ts";

/**
 * What a player does right now. `stalled`: it would play, and nothing arrives. `covered`: it waits until its watermark can be
 * seen again.
 */
export type PlayerState = "waiting" | "ready" | "opening" | "playing" | "stalled" | "covered" | "refused";

/** A file of captions or subtitles in WebVTT. */
export interface CaptionTrack {
  readonly src: string;
  /** BCP 47: `en`, `pt-BR`. */
  readonly srclang: string;
  /** What the viewer chooses it by; by default the language. */
  readonly label?: string | undefined;
}

/** That access ends, as `onTokenExpiring` and a page's parent are told. */
export interface TokenExpiry {
  /** `application/stream`. */
  readonly stream: string;
  /** Unix seconds. */
  readonly expiresAtSeconds: number;
}

/**
 * What `sluice(target, options)` takes. Needed is `stream`, or a `src` that names it. Names that are written with an
 * underscore are those of other players, whose snippets work here unchanged.
 */
export interface PlayerOptions {
  /** `application/stream`, such as `demo/clip`. */
  readonly stream?: string | undefined;
  /**
   * An address of a Sluice instead: of a stream or of its manifest or file, with its token or without, or of a session
   * that the page's own server opened.
   */
  readonly src?: string | undefined;
  /** The token; it is kept in memory and in this tab's sessionStorage only. */
  readonly playback_token?: string | undefined;
  /** Base URL of the Sluice server, such as `https://example.org/`; by default that of `src`, or the folder of the script. */
  readonly server?: string | undefined;
  /** Read out as the video's name; by default the stream. */
  readonly title?: string | undefined;
  /** This format and no other. */
  readonly format?: Format | undefined;
  /** Formats in the order in which they are tried: `webrtc`, `hls`, `dash`, `vod` (or `mp4`), as a list or with commas. */
  readonly playOrder?: string | readonly string[] | undefined;
  /** What the stream has, where the page knows it. WebRTC is played only when it is named here. */
  readonly formats?: readonly Format[] | undefined;
  /** `hls.js` or `native`; by default the best that the browser has. */
  readonly engine?: string | undefined;
  /** Opens the session and plays as soon as the page is seen. Spends a one-time token without a click. */
  readonly autoplay?: boolean | undefined;
  readonly muted?: boolean | undefined;
  readonly loop?: boolean | undefined;
  /** Speeds that the viewer may choose, 0.25 to 4; by default only 1. */
  readonly playRates?: readonly number[] | undefined;
  readonly captions?: readonly CaptionTrack[] | undefined;
  /** Watermarks of the page's own, in the form of the token's `annotations`, which are shown as well. */
  readonly annotations?: readonly unknown[] | undefined;
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
  /** Asked for a new token some time before access ends; undefined or a fault: none, and it is asked again. */
  readonly onTokenExpiring?: ((expiry: TokenExpiry) => Promise<string | undefined>) | undefined;
  /** In a frame: exact origins of parents (`https://example.com`) that are asked for a new token, and heard. */
  readonly tokenOrigins?: readonly string[] | undefined;
  readonly onState?: ((state: PlayerState) => void) | undefined;
}

/** A player on the page. */
export interface PlayerController {
  readonly state: PlayerState;
  readonly video: HTMLVideoElement;
  /** The same as the big play button. */
  play(): void;
  pause(): void;
  /** Goes on under another token, without a stop. False: the server refused it, and what plays goes on. */
  renew(token: string): Promise<boolean>;
  /** Stops, lets go of the session in this tab and empties the element. */
  destroy(): void;
}
