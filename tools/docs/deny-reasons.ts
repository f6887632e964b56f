import { denyReasons } from "../../packages/policy/src/deny-reasons.ts";
import type { DenyText } from "../../packages/policy/src/deny-text.ts";

/** docs/deny-reasons.md, from the one table of reasons. */
export function renderDenyReasons(): string {
  const rows = Object.entries<DenyText>(denyReasons).map(
    ([code, { status, title, detail, advice }]) =>
      `| \`${code}\` | ${status} | **${title}.** ${detail} | ${advice} |`,
  );
  return [
    "# Deny reasons",
    "",
    "Why Sluice refuses. The code and the status are stable; programs may switch on them. Made from",
    "`packages/policy/src/deny-reasons.ts` by `npx node tools/docs/write.ts`.",
    "",
    "| reason | status | what the viewer reads | for the operator |",
    "|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}
