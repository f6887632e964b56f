import { startPage } from "./page.ts";
import { sluice } from "./player.ts";

// The one file that a page loads: `sluice(target, options)` for everybody, and Sluice's own pages start by themselves.
Object.assign(globalThis, { sluice });
startPage();
