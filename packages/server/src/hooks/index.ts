import type { MediaServerHook } from "./media-server-hook.ts";
import { nginxRtmp } from "./nginx-rtmp.ts";

/** Every media server whose hooks are answered. To add one: its file, and one line here. */
export const mediaServerHooks: readonly MediaServerHook[] = [nginxRtmp];
