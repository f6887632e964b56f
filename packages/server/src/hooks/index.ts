import { antmedia } from "./antmedia.ts";
import { bintu } from "./bintu.ts";
import type { MediaServerHook } from "./media-server-hook.ts";
import { mediamtx } from "./mediamtx.ts";
import { nginxRtmp } from "./nginx-rtmp.ts";
import { nodeMediaServer } from "./node-media-server.ts";
import { ome } from "./ome.ts";
import { srs } from "./srs.ts";
import { zlmediakit } from "./zlmediakit.ts";

/** Every media server whose hooks are answered. To add one: its file, and one line here. */
export const mediaServerHooks: readonly MediaServerHook[] = [
  mediamtx,
  srs,
  ome,
  nginxRtmp,
  zlmediakit,
  nodeMediaServer,
  antmedia,
  bintu,
];
