import { dashEngine } from "./dash.ts";
import type { Engine } from "./engine.ts";
import { hlsJsEngine } from "./hls-js.ts";
import { mp4Engine } from "./mp4.ts";
import { nativeEngine } from "./native.ts";
import { whepEngine } from "./whep.ts";

/** Every engine, best first for its format. To add one: one file and one line here. */
export const engines: readonly Engine[] = [hlsJsEngine, nativeEngine, dashEngine, mp4Engine, whepEngine];
