import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text as readAll } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { openSqliteStore } from "./open.ts";
import { text } from "./rows.ts";
import { expectConsistent, queryFile } from "./testing/consistency.ts";
import { temporaryFile } from "./testing/temporary-store.ts";

const ROUNDS = 20;
const LONGEST_RUN_MILLISECONDS = 150;

/** Each round starts a process, which is quick only where nothing else runs. */
const PATIENCE_MILLISECONDS = 180_000;

test("no admitted token is unspent after kill -9, whenever it comes", {
  timeout: PATIENCE_MILLISECONDS,
}, async () => {
  const file = await temporaryFile();
  const admitted: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    admitted.push(...(await admitUntilKilled(file, Math.random() * LONGEST_RUN_MILLISECONDS)));
    const store = await openSqliteStore({ file, durability: "process-crash" });
    await store.close();
    expectConsistent(file);
  }
  const spent = queryFile(file, "SELECT token_id FROM sessions GROUP BY token_id HAVING count(*) = 1");
  const spentIds = new Set(spent.map(row => text(row, "token_id")));
  expect(admitted.length).toBeGreaterThan(ROUNDS);
  expect(admitted.filter(id => !spentIds.has(id))).toEqual([]);
});

/** Lets a child admit tokens, kills it so long after its first admit, and resolves to the ids it printed. */
async function admitUntilKilled(file: string, afterMilliseconds: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "testing/admit-until-killed.ts"), file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "readable");
  const printed = readAll(child.stdout);
  await sleep(afterMilliseconds);
  child.kill("SIGKILL");
  const lines = (await printed).split("\n");
  // The last line may be cut; it is empty when it is not.
  return lines.slice(0, -1);
}
