import type { Engine } from "./engine.ts";
import { attachPlainSource } from "./plain-source.ts";

/** A progressive MP4, fetched by ranges. */
export const mp4Engine: Engine = {
  id: "mp4",
  format: "mp4",
  isSupported: video => video.canPlayType("video/mp4") !== "",
  attach: attachPlainSource,
};
