import { antmedia } from "./antmedia.ts";
import { bintu } from "./bintu.ts";
import type { CompatSystem } from "./compat-system.ts";
import { flowplayer } from "./flowplayer.ts";
import { tpstreams } from "./tpstreams.ts";

/** Every system whose calls are taken. To add one: its file, and one line here. */
export const compatSystems: readonly CompatSystem[] = [antmedia, bintu, tpstreams, flowplayer];
