import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { makeMediaFolder } from "./http/media-folder.ts";
import { createCores } from "./measure/cores.ts";
import { describeMachine } from "./measure/machine.ts";
import { fullPlan, quickPlan } from "./measure/plan.ts";
import { type Report, renderAlone, renderReport, type Section } from "./measure/report.ts";
import { replaceResults, replaceSection } from "./measure/results-block.ts";
import { findTools } from "./measure/tools.ts";
import { benchDecisions } from "./suites/decisions.ts";
import { benchEntries } from "./suites/entries.ts";
import { benchHooks } from "./suites/hooks.ts";
import type { HttpBench } from "./suites/http-bench.ts";
import { benchLists } from "./suites/lists.ts";
import { benchSegments } from "./suites/segments.ts";
import { benchTokens } from "./suites/tokens.ts";

// npm run bench -- [--quick] [--json <file>] [--write-docs] [--only decisions|entries|segments|lists|tokens|hooks]

const suites: Readonly<Record<string, (bench: HttpBench) => Promise<Section>>> = {
  decisions: ({ plan }) => benchDecisions(plan),
  entries: benchEntries,
  segments: benchSegments,
  lists: benchLists,
  tokens: ({ plan }) => benchTokens(plan),
  hooks: benchHooks,
};

const docs = new URL("../docs/performance.md", import.meta.url);

const { values: flags } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    json: { type: "string" },
    "write-docs": { type: "boolean", default: false },
    only: { type: "string" },
  },
});
const names = flags.only === undefined ? Object.keys(suites) : [flags.only];
if (names.some(name => !Object.hasOwn(suites, name))) {
  throw new Error(`--only takes one of: ${Object.keys(suites).join(", ")}`);
}
if (flags["write-docs"] && flags.quick) throw new Error("--write-docs is not for --quick");

const report = await run();
const printed = renderReport(report);
console.log(printed);
if (flags.json !== undefined) writeFileSync(flags.json, `${JSON.stringify(report, undefined, 2)}\n`);
if (flags["write-docs"]) writeFileSync(docs, written(readFileSync(docs, "utf8")));

/** A run of everything is written as a whole, one of a suite alone in its place. */
function written(document: string): string {
  if (flags.only === undefined) return replaceResults(document, printed);
  return report.sections.reduce(
    (text, section) => replaceSection(text, section.title, renderAlone(report, section)),
    document,
  );
}

async function run(): Promise<Report> {
  const tools = findTools();
  const machine = describeMachine(tools);
  const startedAt = `${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const plan = flags.quick ? quickPlan : fullPlan;
  const media = makeMediaFolder();
  const sections: Section[] = [];
  try {
    const cores = createCores(tools);
    for (const name of names) {
      console.error(`measuring ${name} …`);
      // The clients' core from the first suite over HTTP on; what decides in process may use every core.
      if (name !== "decisions") cores.takeThisProcess();
      const section = await suites[name]?.({ plan, tools, cores, media });
      if (section) sections.push(section);
    }
  } finally {
    media.remove();
  }
  return { startedAt, quick: flags.quick, rounds: plan.rounds, machine, sections };
}
