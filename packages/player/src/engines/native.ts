import type { Engine } from "./engine.ts";
import { attachPlainSource } from "./plain-source.ts";

/** HLS by the browser itself: Safari, and recent Chromium. */
export const nativeEngine: Engine = {
  id: "native",
  format: "hls",
  isSupported: video => video.canPlayType("application/vnd.apple.mpegurl") !== "",
  attach: attachPlainSource,
};
