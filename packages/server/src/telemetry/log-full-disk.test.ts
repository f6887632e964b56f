import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createLog } from "./log.ts";

const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

/** Faults that nobody would have caught, which end a process. */
function uncaught(): unknown[] {
  const faults: unknown[] = [];
  const note = (error: unknown): void => void faults.push(error);
  const before = process.listeners("uncaughtException");
  process.removeAllListeners("uncaughtException").on("uncaughtException", note);
  onTestFinished(() => {
    process.off("uncaughtException", note);
    for (const listener of before) process.on("uncaughtException", listener);
  });
  return faults;
}

test.runIf(existsSync("/dev/full"))("a log that cannot be written ends no server", async () => {
  const faults = uncaught();
  const full = openSync("/dev/full", "w");
  onTestFinished(() => closeSync(full));
  const log = createLog("info", full);
  for (let line = 0; line < 50; line += 1) {
    log.info({ event: "started" }, "x".repeat(1_000));
    await turn();
  }
  await turn();
  expect(faults).toEqual([]);
});

test("lines are written where they belong, in their order", async () => {
  const folder = mkdtempSync(join(tmpdir(), "sluice-log-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = openSync(join(folder, "log"), "w");
  onTestFinished(() => closeSync(file));
  const log = createLog("info", file);
  log.info({ event: "started" }, "one");
  log.info({ event: "stopping" }, "two");
  await turn();
  const lines = readFileSync(join(folder, "log"), "utf8").trimEnd().split("\n");
  expect(lines.map(line => JSON.parse(line).msg)).toEqual(["one", "two"]);
});
