import type { Format } from "../session.ts";

/** Names that `?engine=` and the `engine` option accept. */
export type EngineId = "hls.js" | "native" | "mp4";

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
  /** Where to begin, in seconds; undefined = where the stream begins, or its live edge. */
  readonly startSeconds: number | undefined;
  readonly onTrouble: (trouble: EngineTrouble) => void;
}

/** A way to play a format in this browser. */
export interface Engine {
  readonly id: EngineId;
  readonly format: Format;
  isSupported(video: HTMLVideoElement): boolean;
  /** Starts to load; the returned function stops it and lets the video go. */
  attach(task: EngineTask): () => void;
}
