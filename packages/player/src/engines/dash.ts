import type { Engine } from "./engine.ts";
import { attachPart } from "./part.ts";

/** DASH through dash.js, which has a file of its own (engines/parts/dash.ts). */
export const dashEngine: Engine = {
  id: "dash.js",
  format: "dash",
  isSupported: () => "MediaSource" in globalThis || "ManagedMediaSource" in globalThis,
  attach: task => attachPart("dash", task),
};
