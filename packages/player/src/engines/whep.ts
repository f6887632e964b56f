import type { Engine } from "./engine.ts";
import { attachPart } from "./part.ts";

/** WebRTC by WHEP, in a file of its own (engines/parts/whep.ts). */
export const whepEngine: Engine = {
  id: "whep",
  format: "whep",
  isSupported: () => "RTCPeerConnection" in globalThis,
  attach: task => attachPart("whep", task),
};
