import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openMemoryStore } from "../store/memory/open.ts";
import type { DecisionRecord, RecordStore } from "../store/store.ts";
import { createDecisionLog } from "./decision-log.ts";
import { createLog } from "./log.ts";
import { createMetrics } from "./metrics.ts";

const refused: DecisionRecord = {
  ref: "K7M2Q9XH4T",
  atMilliseconds: 1_000,
  organization: undefined,
  allowed: false,
  reason: "token-missing",
  door: "gateway",
  action: "play",
  stream: undefined,
  tokenId: undefined,
  sessionId: undefined,
  user: undefined,
  ip: "192.0.2.1",
  userAgent: undefined,
  rules: [],
};

/** A log of decisions over a store whose disk can be full, and what it says of that. */
function createDesk() {
  const folder = mkdtempSync(join(tmpdir(), "sluice-decisions-"));
  const file = join(folder, "log");
  const open = openSync(file, "w");
  const store = openMemoryStore();
  let isFull = true;
  const records: RecordStore = Object.assign(Object.create(store), {
    appendDecisions: (batch: readonly DecisionRecord[], keep: number) =>
      isFull ? Promise.reject(new Error("the disk is full")) : store.appendDecisions(batch, keep),
  });
  const decisions = createDecisionLog(
    records,
    createLog("warn", open),
    createMetrics(() => 0),
  );
  onTestFinished(async () => {
    await decisions.close();
    closeSync(open);
    rmSync(folder, { recursive: true });
  });
  const fill = (full: boolean): void => {
    isFull = full;
  };
  const said = (): number => readFileSync(file, "utf8").split("decisions-unwritten").length - 1;
  return { decisions, fill, said };
}

test("decisions that cannot be written are told once, kept, and told anew only after it has worked", async () => {
  const { decisions, fill, said } = createDesk();
  decisions.record(refused);
  for (let tries = 0; tries < 5; tries += 1) await decisions.flush();
  expect(await decisions.find(refused.ref)).toEqual(refused);
  fill(false);
  await decisions.flush();
  expect(await decisions.find(refused.ref)).toMatchObject({ ref: refused.ref });
  fill(true);
  decisions.record({ ...refused, ref: "AAAAAAAAAA" });
  for (let tries = 0; tries < 5; tries += 1) await decisions.flush();
  await expect.poll(said).toBe(2);
});
