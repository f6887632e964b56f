import { nodeCrypto } from "@sluice/token/node";
import { afterEach, expect, test } from "vitest";
import { START_SECONDS, sampleRequest, sampleToken } from "../store/conformance/samples.ts";
import { openMemoryStore } from "../store/memory/open.ts";
import { createHandles } from "./handles.ts";
import { type LiveSession, noteActivity } from "./live-session.ts";
import { createSessionTable } from "./session-table.ts";
import { startUpkeep, type Upkeep } from "./upkeep.ts";
import { createUsageMeter } from "./usage-meter.ts";

const COUNT = 100;
/** Later than any of them may be silent. */
const LATE_SECONDS = START_SECONDS + 1_000;
const started: Upkeep[] = [];

afterEach(async () => {
  for (const upkeep of started.splice(0)) await upkeep.close();
});

test("all sessions that fell silent are ended, a few in each transaction", async () => {
  const batches: number[] = [];
  const { live } = await silent(ids => batches.push(ids.length));
  await expect.poll(() => live().length, { timeout: 20_000 }).toBe(0);
  expect(Math.max(...batches)).toBeLessThanOrEqual(32);
  expect(batches.reduce((sum, size) => sum + size)).toBe(COUNT);
});

test("a session that is heard of while others end goes on", async () => {
  const { live } = await silent(() => {
    const last = live().at(-1);
    if (last) noteActivity(last, LATE_SECONDS * 1000);
  });
  const last = live().at(-1);
  await expect.poll(() => live().length, { timeout: 20_000 }).toBe(1);
  expect(live()[0]).toBe(last);
});

/** Upkeep over sessions that nobody has asked under for long; `ending` hears of each transaction that ends some. */
async function silent(ending: (ids: readonly string[]) => void) {
  const store = openMemoryStore();
  const sessions = createSessionTable(store, createHandles(nodeCrypto, new Uint8Array(32)));
  for (let made = 0; made < COUNT; made += 1) {
    const token = sampleToken();
    await store.insertTokens([token]);
    const admission = await store.admit(sampleRequest(token));
    if (admission.outcome === "admitted") sessions.adopt(admission.session);
  }
  const { endSessions } = store;
  store.endSessions = (ids, ...rest) => {
    ending(ids);
    return endSessions(ids, ...rest);
  };
  const fault = (error: unknown): never => {
    throw error;
  };
  const nowSeconds = () => LATE_SECONDS;
  started.push(startUpkeep({ store, sessions, usage: createUsageMeter(), nowSeconds, fault }));
  const live = (): readonly LiveSession[] => [...sessions.live()];
  expect(live()).toHaveLength(COUNT);
  return { live };
}
