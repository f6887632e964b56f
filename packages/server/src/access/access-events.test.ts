import { nodeCrypto } from "@sluice/token/node";
import { expect, test } from "vitest";
import { createHandles } from "../sessions/handles.ts";
import { createSessionTable } from "../sessions/session-table.ts";
import { connected } from "../store/conformance/connected.ts";
import { START_SECONDS, sampleDecision, sampleToken } from "../store/conformance/samples.ts";
import { openMemoryStore } from "../store/memory/open.ts";
import { newSessionRecord } from "../store/new-session-record.ts";
import { emitDecision } from "./access-events.ts";
import { createFlow } from "./testing/flow.ts";

test.each([
  [true, ["token.used", "session.started"]],
  [false, ["session.started"]],
])("of a session for which a use was counted (%s) these are told: %j", async (countUse, expected) => {
  const told: string[] = [];
  const sessions = createSessionTable(openMemoryStore(), createHandles(nodeCrypto, new Uint8Array(32)));
  const { session } = connected(sampleToken({ action: "publish" }));
  const flow = createFlow();
  const question = flow.question("");
  const stream = question.locate();
  if (!stream) throw new Error("no stream");
  const outcome = {
    allowed: true,
    rules: [],
    token: undefined,
    tokenId: session.tokenId,
    stream,
    session: sessions.adopt(newSessionRecord(session, START_SECONDS, { countUse })),
    continued: false,
    prepared: undefined,
  } as const;
  const events = { emit: ({ type }: { type: string }) => void told.push(type), onEvent: () => {} };
  emitDecision(events, question, outcome, sampleDecision("REF"));
  expect(told).toEqual(expected);
});
