import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { writeDocsBlock } from "../support/docs-block.ts";
import { faultsOf } from "./judge.ts";
import { drawSoak, soakTable } from "./render.ts";
import { runSoak } from "./run-soak.ts";

// npm run soak -- [--viewers <n>] [--seconds <n>] [--write-docs] [--json <file>]

const { values: flags } = parseArgs({
  options: {
    viewers: { type: "string", default: "1000" },
    seconds: { type: "string", default: "300" },
    "write-docs": { type: "boolean", default: false },
    json: { type: "string" },
  },
});
const report = await runSoak({ viewers: Number(flags.viewers), seconds: Number(flags.seconds) });
const printed = soakTable(report);
console.log(printed);
if (flags.json !== undefined) writeFileSync(flags.json, `${JSON.stringify(report, undefined, 2)}\n`);
const faults = faultsOf(report);
if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exitCode = 1;
}
if (flags["write-docs"] && faults.length === 0) {
  writeFileSync(new URL("../../docs/images/soak.svg", import.meta.url), drawSoak(report));
  writeDocsBlock("soak.md", "soak", printed);
}
