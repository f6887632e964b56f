import { parseArgs } from "node:util";
import { describeMachine } from "../../../benchmarks/measure/machine.ts";
import { fullPlan, quickPlan } from "../../../benchmarks/measure/plan.ts";
import { renderReport } from "../../../benchmarks/measure/report.ts";
import { findTools } from "../../../benchmarks/measure/tools.ts";
import { benchTokens } from "../../../benchmarks/suites/tokens.ts";

// npm run bench -w packages/token [-- --quick]

const { values } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
const startedAt = `${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC`;
const plan = values.quick ? quickPlan : fullPlan;
const section = await benchTokens(plan);
const machine = describeMachine(findTools());
console.log(
  renderReport({ startedAt, quick: values.quick, rounds: plan.tokenRounds, machine, sections: [section] }),
);
