import { expect, test, vi } from "vitest";
import type { KickOutcome } from "../server-api.ts";
import { createKickEnded } from "./kick-ended.ts";
import { createLeftConnections } from "./left-connections.ts";
import { createOwedKicks, type OwedKick } from "./owed-kicks.ts";
import { openStage, serverInHand } from "./testing/stage.ts";

/** Long enough for a machine that does other things, too. */
const SOON = { timeout: 10_000 };

const owedKick = (changes: Partial<OwedKick> = {}): OwedKick => ({
  connection: { server: "studio", id: "5", protocol: "rtmp" },
  of: { action: "publish", stream: "live/cam1" },
  sessionId: "s1",
  reason: "revoked",
  sinceMilliseconds: 1_000,
  isYoung: false,
  companions: new Set(),
  ...changes,
});

test.each([
  ["goes with a list that began later and does not show it", "studio", [], 1_001, false],
  ["stays when the list began in the same moment", "studio", [], 1_000, true],
  ["stays when the list shows it", "studio", ["5"], 1_001, true],
  ["stays when the list is another server's", "hall", [], 1_001, true],
] as const)("a kick that is owed %s", (_, server, listed, began, isOwed) => {
  const owed = createOwedKicks();
  owed.add(owedKick());
  owed.settleUnlisted(server, new Map(listed.map(id => [id, undefined])), began);
  expect(owed.get("studio", "5") !== undefined).toBe(isOwed);
});

test("what was owed before settles nothing that is owed by now under the same id", () => {
  const owed = createOwedKicks();
  const [before, now] = [owedKick(), owedKick({ sessionId: "s2" })];
  owed.add(before);
  owed.add(now);
  owed.settle(before);
  expect(owed.get("studio", "5")).toBe(now);
});

test("a list says that a client is still there when it began after the last attempt had ended, and not before", async () => {
  const answer = Promise.withResolvers<KickOutcome>();
  const { server, kicked } = serverInHand(() => answer.promise);
  const stage = openStage();
  const left = createLeftConnections(stage.sessions);
  const kicks = createKickEnded({
    ...{ servers: [server], sessions: stage.sessions, connections: stage.connections, left },
    ...{ nowMilliseconds: stage.now, log: stage.log, metrics: stage.metrics },
  });
  await stage.end(await stage.open({ id: "5" }), "revoked");
  const owed = kicks.owed.get("studio", "5") ?? owedKick();
  await vi.waitFor(() => expect(kicked).toEqual(["5"]), SOON);
  expect(kicks.isStillThere(owed, stage.now() + 60_000)).toBe(false);
  const meanwhile = stage.now() - 1;
  answer.resolve("kicked");
  await vi.waitFor(() => expect(kicks.isStillThere(owed, stage.now() + 1)).toBe(true), SOON);
  expect(kicks.isStillThere(owed, meanwhile)).toBe(false);
  await kicks.close();
});
