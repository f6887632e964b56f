import { antmediaImport } from "./antmedia.ts";
import { bintuImport } from "./bintu.ts";
import { flowplayerImport } from "./flowplayer.ts";
import type { ImportSystem } from "./import-system.ts";
import { tpstreamsImport } from "./tpstreams.ts";

/** Every system whose exports are read. To add one: its file, and one line here. */
export const importSystems: readonly ImportSystem[] = [
  antmediaImport,
  bintuImport,
  tpstreamsImport,
  flowplayerImport,
];
