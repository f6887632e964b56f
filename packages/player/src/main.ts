import { definePlayerElement } from "./component.ts";
import { startPage } from "./page.ts";
import { sluice } from "./player.ts";

// The one file that a page loads: `sluice(target, options)` and <sluice-player> for everybody, and Sluice's own pages
// start by themselves.
Object.assign(globalThis, { sluice });
definePlayerElement();
startPage();
