/**
 * Run by kill.test.ts: admits fresh one-time tokens without end, and prints each id as soon as the promise of its
 * admit has resolved. Argument: the database file.
 */
import { writeSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { sampleRequest, sampleToken } from "../../conformance/samples.ts";
import { openSqliteStore } from "../open.ts";

const IN_FLIGHT = 16;
const STDOUT = 1;

const [file = ""] = process.argv.slice(2);
const store = await openSqliteStore({ file, durability: "process-crash" });

async function admitForEver(): Promise<never> {
  for (;;) {
    const token = sampleToken();
    await store.insertTokens([token]);
    const { outcome } = await store.admit(sampleRequest(token));
    if (outcome === "admitted") await print(`${token.id}\n`);
  }
}

/** Writes at once, so that a kill loses nothing that was said; a reader who is behind fills the pipe (EAGAIN). */
async function print(line: string): Promise<void> {
  for (;;) {
    try {
      writeSync(STDOUT, line);
      return;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EAGAIN")) throw error;
      await setTimeout(1);
    }
  }
}

await Promise.all(Array.from({ length: IN_FLIGHT }, admitForEver));
