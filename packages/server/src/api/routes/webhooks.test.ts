import { Webhook as Verifier } from "standardwebhooks";
import { describe, expect, test } from "vitest";
import { startReceiver } from "../../webhooks/testing/receiver.ts";
import { startWebhookApi } from "../testing/webhook-api.ts";

/** The machine may be busy with other suites. */
const soon = <T>(probe: () => T) => expect.poll(probe, { timeout: 15_000 });

const url = "https://receiver.example/hook";
const events = ["session.started"];

describe("a new webhook", () => {
  test("is shown with its secret once, in an answer that nobody keeps", async () => {
    const { operator, create, audit, store } = await startWebhookApi();
    const reply = await operator("POST", "webhooks", {
      url,
      events: ["token.used", ...events, "token.used"],
    });
    expect(reply.status).toBe(201);
    expect(reply.headers).toMatchObject({ "cache-control": "no-store", etag: '"1"' });
    const { secret, ...view } = reply.body;
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(view).toMatchObject({
      url,
      events: ["token.used", "session.started"],
      applications: null,
      enabled: true,
      allow_private: false,
      version: 1,
    });
    const other = await create({ description: "other" });
    expect((await operator("GET", `webhooks/${view.id}`)).body).toEqual(view);
    const { items } = (await operator("GET", "webhooks")).body;
    expect(items.map(({ id }: { id: string }) => id)).toEqual(expect.arrayContaining([view.id, other.id]));
    const kept = JSON.stringify([items, await audit(), await store.objects()]);
    expect(kept).not.toContain(secret);
    expect(kept).not.toContain("whsec_");
  });

  test("hears of one event at least, of known ones only, at a URL that can be asked", async () => {
    const { operator } = await startWebhookApi();
    const invalid: readonly object[] = [
      { url },
      { url, events: [] },
      { url, events: ["session.paused"] },
      { url, events, applications: [] },
      { url, events, applications: ["nobody-has-this"] },
      { url: "ftp://receiver.example/", events },
      { url: "https://user:pass@receiver.example/", events },
      { url: "https://receiver.example/#part", events },
      { url: "receiver.example", events },
      { url, events, secret: "whsec_mine" },
    ];
    for (const body of invalid) {
      const reply = await operator("POST", "webhooks", { ...body });
      expect([reply.status, reply.body.reason], JSON.stringify(body)).toEqual([422, "request-invalid"]);
    }
  });

  test("reaches private addresses only by an operator's leave, which does not pass to another URL", async () => {
    const { tenant, create } = await startWebhookApi();
    const inside = "http://127.0.0.1:9/hook";
    for (const [body, status] of [
      [{ url: inside, events }, 422],
      [{ url: "http://localhost/", events }, 422],
      [{ url: "http://[::1]/", events }, 422],
      [{ url, events, allow_private: true }, 403],
    ] as const) {
      expect((await tenant("POST", "webhooks", body)).status).toBe(status);
    }
    const made = await create({ url: inside });
    expect(made.allow_private).toBe(true);
    expect((await create({}, tenant)).allow_private).toBe(false);
    const renamed = await tenant("PATCH", `webhooks/${made.id}`, { description: "renamed" });
    expect(renamed.body).toMatchObject({ allow_private: true, description: "renamed" });
    const moved = await tenant("PATCH", `webhooks/${made.id}`, { url: "http://127.0.0.1:10/" });
    expect([moved.status, moved.body.errors[0].field]).toEqual([422, "url"]);
    const outside = await tenant("PATCH", `webhooks/${made.id}`, { url });
    expect(outside.body).toMatchObject({ allow_private: false, url });
  });

  test("is one of at most a hundred", async () => {
    const { operator, create } = await startWebhookApi();
    for (let count = 0; count < 100; count++) await create();
    const reply = await operator("POST", "webhooks", { url, events });
    expect([reply.status, reply.body.reason]).toEqual([409, "state-conflict"]);
    const first = (await operator("GET", "webhooks?limit=60")).body;
    const second = (await operator("GET", `webhooks?limit=60&cursor=${first.next}`)).body;
    const ids = [...first.items, ...second.items].map(({ id }: { id: string }) => id);
    expect([new Set(ids).size, second.next]).toEqual([100, null]);
  });
});

describe("a change of a webhook", () => {
  test("merges fields, counts the version, and is written into the audit log", async () => {
    const { operator, create, audit } = await startWebhookApi();
    const { id } = await create({ description: "before" });
    const { status, headers, body } = await operator("PATCH", `webhooks/${id}`, { enabled: false });
    expect(status).toBe(200);
    expect(headers.etag).toBe('"2"');
    expect(body).toMatchObject({ enabled: false, description: "before", version: 2 });
    expect((await operator("DELETE", `webhooks/${id}`)).status).toBe(204);
    expect((await operator("GET", `webhooks/${id}`)).status).toBe(404);
    expect((await audit()).map(({ action, before, after }) => [action, before, after])).toMatchObject([
      ["webhook.delete", { version: 2 }, undefined],
      ["webhook.update", { enabled: true, version: 1 }, { enabled: false, version: 2 }],
      ["webhook.create", undefined, { version: 1 }],
    ]);
  });

  test("of an older version changes nothing; of any version it does not get lost beside others", async () => {
    const { operator, create } = await startWebhookApi();
    const { id } = await create();
    const stale = { "if-match": '"7"' };
    for (const reply of [
      await operator("PATCH", `webhooks/${id}`, { enabled: false }, stale),
      await operator("POST", `webhooks/${id}/rotate`, {}, stale),
      await operator("DELETE", `webhooks/${id}`, undefined, stale),
    ]) {
      expect([reply.status, reply.body.reason]).toEqual([412, "version-stale"]);
    }
    await Promise.all([
      operator("PATCH", `webhooks/${id}`, { enabled: false }),
      operator("PATCH", `webhooks/${id}`, { description: "both" }),
      operator("PATCH", `webhooks/${id}`, { events: ["token.used"] }),
    ]);
    expect((await operator("GET", `webhooks/${id}`)).body).toMatchObject({
      version: 4,
      enabled: false,
      description: "both",
      events: ["token.used"],
    });
  });

  test("that switches it on again forgets why it was off", async () => {
    const receiver = await startReceiver(response => response.writeHead(410).end());
    const { operator, create, store } = await startWebhookApi();
    const { id } = await create({ url: receiver.url });
    const { webhook, organization } = { webhook: id, organization: "org" };
    const sample = { event: "token.used", user: undefined, payload: "{}", createdAtMilliseconds: 1 };
    await store.enqueueDeliveries([{ webhook, organization, id: "ev_1", ...sample }], 10);
    await operator("PATCH", `webhooks/${id}`, { description: "look now" });
    await soon(async () => (await operator("GET", `webhooks/${id}`)).body).toMatchObject({
      enabled: false,
      disabled_reason: "gone",
      disabled_at: expect.any(Number),
    });
    await soon(async () => (await operator("GET", `webhooks/${id}`)).body.failing_since).not.toBeNull();
    const { body } = await operator("PATCH", `webhooks/${id}`, { enabled: true });
    expect(body).toMatchObject({
      enabled: true,
      disabled_reason: null,
      disabled_at: null,
      failing_since: null,
    });
  });
});

describe("a rotation", () => {
  test("signs with both secrets for the overlap, and then with the new one", async () => {
    const receiver = await startReceiver();
    const { operator, create, wait } = await startWebhookApi();
    const { id, secret: old } = await create({ url: receiver.url });
    const { status, headers, body } = await operator("POST", `webhooks/${id}/rotate`, {
      overlap_seconds: 100,
    });
    expect(status).toBe(200);
    expect(headers["cache-control"]).toBe("no-store");
    expect(body).toMatchObject({ version: 2, previous_secret_until: expect.any(Number) });
    expect(body.secret).not.toBe(old);
    const signatureOfTest = async () => {
      await operator("POST", `webhooks/${id}/test`);
      return String(receiver.received.at(-1)?.headers["webhook-signature"]).split(" ");
    };
    expect(await signatureOfTest()).toHaveLength(2);
    wait(101);
    expect(await signatureOfTest()).toHaveLength(1);
    await operator("POST", `webhooks/${id}/rotate`, { overlap_seconds: 0 });
    expect(await signatureOfTest()).toHaveLength(1);
  });
});

describe("a test", () => {
  test("tells what came back, from a receiver that can verify it", async () => {
    const receiver = await startReceiver(response => response.writeHead(201).end());
    const { operator, create } = await startWebhookApi();
    const { id, secret } = await create({ url: receiver.url, enabled: false });
    const { status, body } = await operator("POST", `webhooks/${id}/test`);
    expect(status).toBe(200);
    expect(body).toEqual({ delivered: true, status: 201, duration_ms: expect.any(Number), error: null });
    const [request] = receiver.received;
    const verified = new Verifier(secret).verify(request?.body ?? "", {
      "webhook-id": String(request?.headers["webhook-id"]),
      "webhook-timestamp": String(request?.headers["webhook-timestamp"]),
      "webhook-signature": String(request?.headers["webhook-signature"]),
    });
    expect(verified).toMatchObject({ type: "webhook.test", data: { webhook: id } });
  });

  test("of a receiver that is down says so", async () => {
    const { operator, create } = await startWebhookApi();
    const { id } = await create({ url: "http://127.0.0.1:9/" });
    const { body } = await operator("POST", `webhooks/${id}/test`);
    expect(body).toMatchObject({ delivered: false, status: null });
    expect(body.error).toContain("ECONNREFUSED");
  });
});

describe("webhooks of others", () => {
  test("do not exist for another organization", async () => {
    const { operator, caller, create, store } = await startWebhookApi();
    const { id } = await create();
    const sample = {
      event: "token.used",
      user: undefined,
      payload: "{}",
      createdAtMilliseconds: Date.now() * 2,
    };
    await store.enqueueDeliveries([{ webhook: id, organization: "org", id: "ev_1", ...sample }], 10);
    const stranger = await caller(["admin", "installation"], "other");
    expect((await stranger("GET", "webhooks")).body.items).toEqual([]);
    for (const [method, path, body] of everyRouteOf(id)) {
      const reply = await stranger(method, path, body);
      expect([reply.status, reply.body.reason], `${method} ${path}`).toEqual([404, "not-found"]);
    }
    expect((await operator("GET", `webhooks/${id}`)).body.version).toBe(1);
  });

  test("do not exist for a key of other applications; its own it may change inside them", async () => {
    const { caller, create } = await startWebhookApi();
    const limited = await caller(["webhooks:read", "webhooks:write"], undefined, ["live"]);
    const whole = await create();
    const both = await create({ applications: ["live", "demo"] });
    const own = await create({ applications: ["live"] }, limited);
    expect((await limited("GET", "webhooks")).body.items.map(({ id }: { id: string }) => id)).toEqual([
      own.id,
    ]);
    for (const { id } of [whole, both]) {
      for (const [method, path, body] of everyRouteOf(id)) {
        expect((await limited(method, path, body)).status, `${method} ${path}`).toBe(404);
      }
    }
    for (const applications of [null, ["demo"], ["live", "demo"]]) {
      expect((await limited("PATCH", `webhooks/${own.id}`, { applications })).status).toBe(403);
      expect((await limited("POST", "webhooks", { url, events, applications })).status).toBe(403);
    }
    expect((await limited("POST", "webhooks", { url, events })).status).toBe(403);
    expect((await limited("PATCH", `webhooks/${own.id}`, { enabled: false })).status).toBe(200);
  });

  test("are neither read nor written without the right", async () => {
    const { caller, create } = await startWebhookApi();
    const { id } = await create();
    const [reader, nobody] = [await caller(["webhooks:read"]), await caller(["check"])];
    for (const [method, path, body] of everyRouteOf(id)) {
      expect((await nobody(method, path, body)).status).toBe(403);
      if (method !== "GET") expect((await reader(method, path, body)).status).toBe(403);
    }
    expect((await reader("GET", `webhooks/${id}`)).status).toBe(200);
  });
});

function everyRouteOf(id: string) {
  return [
    ["GET", `webhooks/${id}`],
    ["PATCH", `webhooks/${id}`, { enabled: false }],
    ["POST", `webhooks/${id}/rotate`, {}],
    ["POST", `webhooks/${id}/test`],
    ["GET", `webhooks/${id}/deliveries`],
    ["GET", `webhooks/${id}/deliveries/ev_1`],
    ["POST", `webhooks/${id}/deliveries/ev_1/replay`],
    ["POST", `webhooks/${id}/replay`, { since: 0 }],
    ["DELETE", `webhooks/${id}`],
  ] as const;
}
