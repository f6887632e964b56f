/** A check that needs no test runner; it passes when its command exits with 0, and is silent then. */
export interface CheckStep {
  readonly name: string;
  readonly words: readonly [program: string, ...args: string[]];
}

/** The checks of `npm run check`, run side by side. `tools/layers.ts` holds the table that the last one enforces. */
export const checkSteps: readonly CheckStep[] = [
  { name: "biome", words: ["biome", "ci", "--colors=off", "--diagnostic-level=warn", "."] },
  { name: "oxlint", words: ["oxlint", "--type-aware", "--quiet"] },
  { name: "tsc", words: ["tsc", "-p", "."] },
  { name: "tsc, token without Node", words: ["tsc", "-p", "packages/token"] },
  { name: "tsc, policy without Node", words: ["tsc", "-p", "packages/policy"] },
  { name: "layers", words: ["node", "tools/check-layers.ts"] },
];
