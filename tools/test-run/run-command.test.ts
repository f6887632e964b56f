import { describe, expect, test } from "vitest";
import { runQuietly, signalRunning } from "./run-command.ts";

const place = { folder: ".", environment: process.env };

function node(script: string) {
  return runQuietly({ ...place, words: [process.execPath, "-e", script] });
}

describe("runQuietly", () => {
  test("keeps what a command writes to both streams", async () => {
    const result = await node("console.log('out'); console.error('err')");
    expect(result.ok).toBe(true);
    expect(result.output.split("\n").sort()).toEqual(["", "err", "out"]);
  });

  test("a command that exits with another code than 0 has failed", async () => {
    expect(await node("process.exitCode = 3")).toMatchObject({ ok: false });
  });

  test("a program that does not exist is a failure that says so", async () => {
    const result = await runQuietly({ ...place, words: ["no-such-program"] });
    expect(result).toMatchObject({ ok: false, output: expect.stringContaining("no-such-program") });
  });
});

describe("signalRunning", () => {
  test("ends what still runs", async () => {
    const endless = node("setInterval(() => {}, 1_000)");
    signalRunning("SIGTERM");
    expect(await endless).toMatchObject({ ok: false });
  });
});
