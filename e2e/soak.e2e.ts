import { expect, test } from "vitest";
import { faultsOf } from "./soak/judge.ts";
import { runSoak } from "./soak/run-soak.ts";

// Five minutes with 1,000 viewers are `npm run soak`.
test("a hundred viewers at the speed of play are never refused wrongly while the origin stalls and restarts, downloads break off and tokens are withdrawn, and leave nothing behind", async () => {
  const report = await runSoak({ viewers: 100, seconds: 20 });
  expect(faultsOf(report)).toEqual([]);
  expect(report.tally.segments).toBeGreaterThan(500);
  expect(report.tally.aborts).toBeGreaterThan(0);
  expect(report.faults.map(({ what }) => what)).toEqual(["stall", "restart"]);
  expect(report.withdrawn).toBeGreaterThan(0);
});
