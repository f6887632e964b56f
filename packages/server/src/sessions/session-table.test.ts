import type { SessionRecord } from "@sluice/policy";
import { nodeCrypto } from "@sluice/token/node";
import { expect, test } from "vitest";
import { openMemoryStore } from "../store/memory/open.ts";
import { newSessionRecord } from "../store/new-session-record.ts";
import { createHandles } from "./handles.ts";
import { createSessionTable } from "./session-table.ts";

test("a session whose end is heard of before its admission never runs", () => {
  const handles = createHandles(nodeCrypto, new Uint8Array(32));
  const sessions = createSessionTable(openMemoryStore(), handles);
  const record = sampleRecord();
  sessions.markEnded([record.id], "revoked");
  const session = sessions.adopt(record);
  expect(session.ended).toBe("revoked");
  expect(sessions.count()).toBe(0);
  expect(sessions.byHandle(session.handle)).toBeUndefined();
});

function sampleRecord(): SessionRecord {
  const session = {
    id: "AAAAAAAAAAAAAAAAAAAAAA",
    organization: "demo",
    application: "demo",
    stream: "demo/clip",
    group: "demo/clip",
    action: "play",
    door: "gateway",
    tokenId: "token",
    user: undefined,
    tag: undefined,
    keyId: undefined,
    issuedBy: "key",
    jti: undefined,
    tokenIssuedAtMilliseconds: 0,
    holder: { agent: "player/1", prefix4: "203.0.113.0/24", prefix6: undefined },
    address: "203.0.113.7",
    bound: true,
    maxSessions: undefined,
    streamMaxSessions: undefined,
    startedAtSeconds: 1_000,
    capSeconds: 2_000,
    untilSeconds: undefined,
    idleSeconds: 90,
    leaseSeconds: 45,
  } as const;
  return newSessionRecord(session, 1_000);
}
