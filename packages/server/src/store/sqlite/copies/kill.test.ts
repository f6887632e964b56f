import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { sampleToken } from "../../conformance/samples.ts";
import type { CopyRelation } from "../../restore.ts";
import { alter, restorable } from "./testing/restorable.ts";

const script = fileURLToPath(new URL("testing/restore-once.ts", import.meta.url));
const KILLS = 24;
const TOKENS = 20_000;
/** Each kill starts a process: on a machine that does ten other things that is some seconds. */
const LONGEST_MILLISECONDS = 600_000;

test.for<CopyRelation>(["past", "other"])(
  "a process that is killed while it restores a copy of the %s leaves the one database or the other",
  { timeout: LONGEST_MILLISECONDS },
  async relation => {
    const world = await restorable();
    const store = world.store();
    const spent = sampleToken();
    await store.insertTokens([spent, ...Array.from({ length: TOKENS }, () => sampleToken())]);
    const copy = await world.copy(0);
    await store.insertTokens([sampleToken({ id: "newer" })]);
    await store.close();
    alter(world.file, `UPDATE tokens SET uses = 1 WHERE id = '${spent.id}'`);

    const found = new Set<string>();
    for (let kill = 0; kill < KILLS; kill += 1) {
      const place = `${world.file}.${kill}`;
      copyFileSync(world.file, place);
      copyFileSync(copy, `${place}.copy`);
      await killedAfter(place, relation, kill === 0 ? Number.POSITIVE_INFINITY : kill * 12);
      found.add(stateOf(place, spent.id));
    }
    expect([...found].toSorted()).toEqual(["as it was", "restored"]);
  },
);

/** Restores in a process of its own, which is killed so long after it has begun. */
async function killedAfter(place: string, relation: CopyRelation, milliseconds: number): Promise<void> {
  const child = spawn(process.execPath, [script, place, `${place}.copy`, relation], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  await once(child.stdout, "data");
  if (Number.isFinite(milliseconds)) await Promise.race([sleep(milliseconds), ended]);
  else await ended;
  child.kill("SIGKILL");
  await ended;
}

/** Opens the file as the next start does, and tells which database it is. Throws when it is neither. */
function stateOf(file: string, spent: string): string {
  const database = new DatabaseSync(file);
  database.exec("PRAGMA journal_mode = WAL");
  const one = (sql: string) => Object.values(database.prepare(sql).get() ?? {})[0];
  const facts = [
    one("PRAGMA integrity_check"),
    one(`SELECT uses FROM tokens WHERE id = '${spent}'`),
    one("SELECT count(*) FROM tokens WHERE id = 'newer'"),
    one("SELECT count(*) FROM withdrawn_tokens WHERE id = 'newer'"),
  ];
  database.close();
  if (facts.join() === "ok,1,1,0") return "as it was";
  if (facts.join() === "ok,1,0,1") return "restored";
  throw new Error(`a database that nobody has made: ${facts.join()}`);
}
