import { parseArgs } from "node:util";
import { fuzz } from "../src/testing/fuzz.ts";
import { fuzzTargets } from "../src/testing/fuzz-targets.ts";

/**
 * `node fuzz/main.ts --count 5000000 [--seed 1] [--only cbor]`: so many inputs, shared evenly among all decoders. Prints a line for
 * each; exits with 1, and names the input, at the first finding.
 */
const { values } = parseArgs({
  options: {
    count: { type: "string", default: "1000000" },
    seed: { type: "string", default: "1" },
    only: { type: "string" },
  },
});
const targets = fuzzTargets.filter(({ name }) => values.only === undefined || name === values.only);
const each = Math.ceil(Number(values.count) / targets.length);
const seed = Number(values.seed);
if (targets.length === 0 || !Number.isSafeInteger(each) || !Number.isSafeInteger(seed)) {
  console.error(`usage: --count N [--seed N] [--only ${fuzzTargets.map(({ name }) => name).join(" | ")}]`);
  process.exit(2);
}
for (const target of targets) {
  const { name, inputs, accepted, seconds, slowestMilliseconds } = fuzz(target, each, seed);
  const rate = Math.round(inputs / seconds).toLocaleString("en");
  console.log(
    `${name}: ${inputs.toLocaleString("en")} inputs, ${accepted.toLocaleString("en")} accepted, ${rate}/s, slowest ${slowestMilliseconds.toFixed(2)} ms`,
  );
}
