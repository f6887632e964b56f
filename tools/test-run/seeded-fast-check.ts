import { createRequire } from "node:module";
import type FastCheck from "fast-check";

/** Drawn once. A new one finds new cases: `SLUICE_PROPERTY_SEED=random npm test`, or a number to repeat a run. */
const DEFAULT_SEED = 20_261_121;

// Tests get this module in fast-check's place (vitest.config.ts); `require` reaches the package itself.
const fc: typeof FastCheck = createRequire(import.meta.url)("fast-check");
const { SLUICE_PROPERTY_SEED: wanted = "" } = process.env;
if (wanted !== "random") fc.configureGlobal({ seed: wanted === "" ? DEFAULT_SEED : Number(wanted) });

/**
 * fast-check with the same cases in each run, so that a change is judged by what it changes, and not by the draw: a rare
 * case of old code is looked for on purpose.
 */
export default fc;
