import { problemReasons } from "../../packages/server/src/api/problem-reasons.ts";

/** The table of docs/api.md: every problem that the API answers, by status. */
export function renderProblemTable(): string {
  const rows = Object.entries(problemReasons).map(
    ([reason, { status, when }]) => `| ${status} | \`${reason}\` | ${when} |`,
  );
  return ["| status | `reason` | when |", "|---|---|---|", ...rows, ""].join("\n");
}
