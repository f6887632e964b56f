import { nodeCrypto } from "@sluice/token/node";
import { expect, test } from "vitest";
import {
  type RequestChanges,
  START_SECONDS,
  sampleRequest,
  sampleToken,
} from "../store/conformance/samples.ts";
import { openMemoryStore } from "../store/memory/open.ts";
import { type Store, StoreUnavailable } from "../store/store.ts";
import { createHandles } from "./handles.ts";
import { noteActivity } from "./live-session.ts";
import { createSessionTable } from "./session-table.ts";
import { createUsageMeter } from "./usage-meter.ts";
import { createWriteActivity } from "./write-activity.ts";

const always = () => true;

test("what a session did up to its end is written after its end", async () => {
  const { store, session, sessions, write } = await running();
  noteActivity(session, (START_SECONDS + 3) * 1000);
  session.bytes += 100;
  await sessions.end([session.record.id], "revoked", START_SECONDS + 4);
  await write(always);
  expect(await total(store)).toMatchObject({ seconds: 3, bytes: 100 });
  expect(await store.session(session.record.id)).toMatchObject({ bytes: 100, endReason: "revoked" });
});

test("what the store could not write is written once, when it can", async () => {
  const { store, session, sessions, usage, write } = await running();
  const { recordActivity } = store;
  store.recordActivity = () => Promise.reject(new StoreUnavailable("locked"));
  noteActivity(session, (START_SECONDS + 3) * 1000);
  usage.count(session.record, START_SECONDS * 1000, { sessions: 1 });
  const writing = write(always);
  await sessions.end([session.record.id], "revoked", START_SECONDS + 4);
  await expect(writing).rejects.toThrow("locked");
  store.recordActivity = recordActivity;
  await write(always);
  await write(always);
  expect(await total(store)).toMatchObject({ sessions: 1, seconds: 3 });
});

test("everything counted is written, however many subjects there are", async () => {
  const { store, usage, write } = await running();
  const nobody = { organization: "acme", application: undefined, stream: undefined, tag: undefined };
  for (let index = 0; index < 600; index += 1) {
    usage.count({ ...nobody, user: `u${index}` }, START_SECONDS * 1000, { refused: 1 });
  }
  await write(always);
  expect(await total(store)).toMatchObject({ refused: 600 });
});

/** A live session over a memory store, and the writer of what it does. */
test("a connection that nobody was heard of on is counted up to its end; a player's silence is not", async () => {
  for (const connection of [undefined, { server: "edge", id: "7", protocol: "rtmp" }]) {
    const { store, session, sessions, write, pass } = await running({ connection });
    pass(3_000);
    await sessions.end([session.record.id], "revoked", START_SECONDS + 3_000);
    await write(always);
    expect(await total(store)).toMatchObject({ seconds: connection ? 3_000 : 0 });
  }
});

async function running(changes: RequestChanges = {}) {
  let nowSeconds = START_SECONDS;
  const store = openMemoryStore();
  const token = sampleToken();
  await store.insertTokens([token]);
  const request = sampleRequest(token, changes);
  const admission = await store.admit(request);
  if (admission.outcome !== "admitted") throw new Error("not admitted");
  const sessions = createSessionTable(store, createHandles(nodeCrypto, new Uint8Array(32)));
  const usage = createUsageMeter();
  const write = createWriteActivity({ store, sessions, usage, nowSeconds: () => nowSeconds });
  const pass = (seconds: number): void => {
    nowSeconds += seconds;
  };
  return { pass, store, sessions, usage, write, session: sessions.adopt(admission.session) };
}

function total(store: Store) {
  return store.totalUsage({
    organization: "acme",
    by: "organization",
    step: "day",
    fromSeconds: 0,
    untilSeconds: START_SECONDS + 90_000,
  });
}
