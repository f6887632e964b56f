import type { Format } from "../session.ts";

/** Names that `?engine=` and the `engine` option accept. */
export type EngineId = "hls.js" | "native" | "dash.js" | "mp4" | "whep";

/** What went wrong while an engine played; the player decides what it means. */
export type EngineTrouble =
  /** The server answered with an error status; `body` is its text when the engine can read it. */
  | { readonly kind: "status"; readonly status: number; readonly body: string | undefined }
  /** Media does not come, and the engine has given up. */
  | { readonly kind: "network" }
  /** Something looks wrong, and the engine cannot say what. */
  | { readonly kind: "doubt" }
  /** The media cannot be decoded. */
  | { readonly kind: "media" };

/** What an engine is asked to play. */
export interface EngineTask {
  readonly video: HTMLVideoElement;
  readonly url: string;
  /** For engines that speak a protocol with a credential of its own (WHEP). */
  readonly token: string | undefined;
  /** Where to begin, in seconds; undefined = where the stream begins, or its live edge. */
  readonly startSeconds: number | undefined;
  readonly onTrouble: (trouble: EngineTrouble) => void;
}

/** What goes over to another session of the same stream. */
export interface Move {
  readonly url: string;
  readonly token: string | undefined;
}

/** An engine at work on a video. */
export interface Attachment {
  /** Stops it and lets the video go. */
  detach(): void;
  /** Goes on under another session, without a stop. False: it cannot, and has to be attached anew. */
  moveTo(move: Move): boolean;
}

/** A way to play a format in this browser. */
export interface Engine {
  readonly id: EngineId;
  readonly format: Format;
  isSupported(video: HTMLVideoElement): boolean;
  /** Starts to load. */
  attach(task: EngineTask): Attachment;
}
