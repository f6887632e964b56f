import { describe, expect, test } from "vitest";
import { startReceiver } from "../../webhooks/testing/receiver.ts";
import { startWebhookApi } from "../testing/webhook-api.ts";

/** The machine may be busy with other suites. */
const soon = <T>(probe: () => T) => expect.poll(probe, { timeout: 15_000 });

const NEVER = Date.now() * 2;

/** A webhook with three deliveries in its log that are not due: failed, delivered, and dropped. */
async function started() {
  const receiver = await startReceiver();
  const api = await startWebhookApi();
  const { id } = await api.create({ url: receiver.url });
  const webhook = { webhook: id, organization: "org" };
  const entry = { event: "session.started", user: "ann", payload: '{"type":"session.started"}' };
  const ids = ["ev_failed", "ev_delivered", "ev_dropped"];
  const deliveries = ids.map(name => ({ ...webhook, ...entry, id: name, createdAtMilliseconds: NEVER }));
  await api.store.enqueueDeliveries(deliveries, 2);
  const attempt = { atMilliseconds: 5_500, durationMilliseconds: 7, status: 500, error: "answered 500" };
  const over = { nextAttemptAtMilliseconds: undefined };
  await api.store.recordAttempts([
    { webhook: id, id: "ev_failed", attempt, status: "failed", ...over },
    {
      webhook: id,
      id: "ev_delivered",
      attempt: { ...attempt, status: 200, error: undefined },
      status: "delivered",
      ...over,
    },
  ]);
  return { ...api, receiver, id, path: `webhooks/${id}` };
}

describe("the delivery log", () => {
  test("is listed newest first, filtered and in pages", async () => {
    const { operator, path } = await started();
    const listed = async (query: string) => {
      const { status, body } = await operator("GET", `${path}/deliveries${query}`);
      expect(status).toBe(200);
      return body;
    };
    const { items } = await listed("");
    expect(items.map(({ id, status, dropped }: Record<string, unknown>) => [id, status, dropped])).toEqual([
      ["ev_dropped", "dropped", 1],
      ["ev_delivered", "delivered", 0],
      ["ev_failed", "failed", 0],
    ]);
    expect(items[2]).toMatchObject({
      event: "session.started",
      user: "ann",
      attempts: 1,
      last_attempt: { at: 5.5, duration_ms: 7, status: 500, error: "answered 500" },
    });
    expect((await listed("?status=failed")).items).toHaveLength(1);
    expect((await listed("?event=token.used")).items).toEqual([]);
    const page = await listed("?limit=2");
    expect((await listed(`?limit=2&cursor=${page.next}`)).items).toHaveLength(1);
    expect((await operator("GET", `${path}/deliveries?status=lost`)).status).toBe(422);
    expect((await operator("GET", `${path}/deliveries?cursor=made-up`)).status).toBe(422);
  });

  test("shows one delivery with its body and every attempt", async () => {
    const { operator, path } = await started();
    expect((await operator("GET", `${path}/deliveries/ev_failed`)).body).toMatchObject({
      payload: { type: "session.started" },
      attempt_log: [{ status: 500 }],
    });
    expect((await operator("GET", `${path}/deliveries/ev_dropped`)).body.payload).toBeNull();
    expect((await operator("GET", `${path}/deliveries/ev_none`)).status).toBe(404);
  });
});

describe("a replay", () => {
  test("of one delivery sends it again under its id, whatever came of it, and is audited", async () => {
    const { operator, path, receiver, audit } = await started();
    for (const id of ["ev_delivered", "ev_failed"]) {
      const { status, body } = await operator("POST", `${path}/deliveries/${id}/replay`);
      expect([status, body.status, body.id]).toEqual([202, "pending", id]);
    }
    await soon(() => receiver.received.length).toBe(2);
    const sent = receiver.received.map(({ headers }) => headers["webhook-id"]);
    expect(sent.toSorted()).toEqual(["ev_delivered", "ev_failed"]);
    await soon(async () => (await operator("GET", `${path}/deliveries/ev_failed`)).body).toMatchObject({
      status: "delivered",
      attempts: 2,
    });
    expect((await audit())[0]).toMatchObject({ action: "webhook.replay", after: { delivery: "ev_failed" } });
  });

  test("of what was dropped, or of a webhook that is switched off, is refused", async () => {
    const { operator, path } = await started();
    const dropped = await operator("POST", `${path}/deliveries/ev_dropped/replay`);
    expect([dropped.status, dropped.body.reason]).toEqual([409, "state-conflict"]);
    expect((await operator("POST", `${path}/deliveries/ev_none/replay`)).status).toBe(404);
    await operator("PATCH", path, { enabled: false });
    for (const reply of [
      await operator("POST", `${path}/deliveries/ev_failed/replay`),
      await operator("POST", `${path}/replay`, { since: 0 }),
    ]) {
      expect([reply.status, reply.body.reason]).toEqual([409, "state-conflict"]);
      expect(reply.body.detail).toContain("disabled");
    }
  });

  test("of all that failed since then counts them and sends them", async () => {
    const { operator, path, receiver } = await started();
    const later = Math.floor(NEVER / 1000) + 1;
    expect((await operator("POST", `${path}/replay`, { since: later })).body).toEqual({
      count: 0,
      more: false,
    });
    const { status, body } = await operator("POST", `${path}/replay`, { since: 0 });
    expect([status, body]).toEqual([202, { count: 1, more: false }]);
    await soon(() => receiver.received.length).toBe(1);
  });
});

test("a removed webhook takes its deliveries along", async () => {
  const { operator, path, id, store } = await started();
  expect((await operator("DELETE", path)).status).toBe(204);
  expect((await store.listDeliveries({ webhook: id, limit: 9 })).items).toEqual([]);
});
