import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { freePort } from "./support/free-port.ts";
import { ADMIN_KEY, startSluice, type TestServer } from "./support/sluice.ts";
import { createViewer, type Viewer } from "./support/viewer.ts";
import { report, spreadOf } from "./support/viewer-measured.ts";
import { enter, entryPath } from "./support/viewer-token.ts";
import { startReceiver } from "./webhooks/receiver.ts";

const example = fileURLToPath(new URL("../examples/webhook-receiver.ts", import.meta.url));
const EVERYTHING = ["token.used", "session.started", "session.ended", "access.refused", "token.revoked"];
/** A first retry comes after 6 s at the latest, a second one 36 s later, and other suites keep the machine busy. */
const EVENTUALLY_MILLISECONDS = 60_000;

let server: TestServer;

beforeAll(async () => {
  server = await startSluice();
});

afterAll(() => server.stop());

/** A receiver of the running server's events, until the test is over. */
async function subscribe(events: readonly string[] = EVERYTHING, at = server) {
  const receiver = await startReceiver();
  onTestFinished(() => receiver.down());
  const { status, body } = await at.api("POST", "/v1/webhooks", { url: receiver.url, events });
  expect(status, JSON.stringify(body)).toBe(201);
  receiver.secret = String(body.secret);
  const id = String(body.id);
  onTestFinished(async () => void (await at.api("DELETE", `/v1/webhooks/${id}`).catch(() => undefined)));
  return { receiver, id, path: `/v1/webhooks/${id}` };
}

function eventually<T>(probe: () => T) {
  return expect.poll(probe, { timeout: EVENTUALLY_MILLISECONDS });
}

async function enterWith(viewer: Viewer, at = server, grant = {}) {
  const token = await at.mint(grant);
  await enter(viewer, entryPath("demo/clip", "hls", token));
  return token;
}

async function deliveriesOf(path: string, query = "", at = server): Promise<readonly Delivered[]> {
  const { status, body } = await at.api("GET", `${path}/deliveries?limit=200${query}`);
  expect(status).toBe(200);
  return body.items as readonly Delivered[];
}

interface Delivered {
  readonly id: string;
  readonly event: string;
  readonly status: string;
  readonly attempts: number;
}

describe("a receiver", () => {
  test("hears of each of the five events from real playback, signed and once", async () => {
    const { receiver, path } = await subscribe();
    const viewer = createViewer(server, { agent: "Hooked/1.0" });
    const token = await enterWith(viewer, server, { user: "ann", tag: "summer" });
    const intruder = createViewer(server, { agent: "Intruder/1.0", address: "127.0.0.77" });
    expect((await intruder.ask(entryPath("demo/clip", "hls", token))).status).toBe(403);
    expect((await server.api("DELETE", `/v1/tokens/${token.id}`)).status).toBe(204);
    await eventually(() => receiver.heard.length).toBeGreaterThanOrEqual(5);
    const occasion = { token: token.id, stream: "demo/clip", action: "play", user: "ann", tag: "summer" };
    const [started] = receiver.of("session.started");
    expect(started).toMatchObject({
      ...occasion,
      door: "gateway",
      ip: "127.0.0.1",
      user_agent: "Hooked/1.0",
      session: expect.stringMatching(/^[\w-]{22}$/),
      ref: expect.stringMatching(/^[2-9A-Z]{10}$/),
    });
    expect(receiver.of("token.used")).toEqual([
      expect.objectContaining({ ...occasion, session: started?.session, ref: started?.ref }),
    ]);
    expect(receiver.of("access.refused")).toEqual([
      expect.objectContaining({ ...occasion, reason: "token-already-used", ip: "127.0.0.77" }),
    ]);
    expect(receiver.of("token.revoked")).toEqual([
      { token: token.id, revocation: null, selector: null, suspended: false, tokens: 1, sessions: 1 },
    ]);
    expect(receiver.of("session.ended")).toEqual([
      expect.objectContaining({ ...occasion, session: started?.session, reason: "revoked" }),
    ]);
    expect([receiver.heard.length, receiver.refused]).toEqual([5, []]);
    const text = JSON.stringify(receiver.heard);
    expect(text).not.toContain(token.token);
    await eventually(async () => (await deliveriesOf(path, "&status=delivered")).length).toBe(5);
  });

  test("hears of a revocation by selector once, with what it reached", async () => {
    const { receiver } = await subscribe(["token.revoked"]);
    const viewer = createViewer(server);
    for (let count = 0; count < 3; count++) await enterWith(viewer, server, { user: "bob" });
    const { body } = await server.api("POST", "/v1/revocations", { selector: { user: "bob" } });
    await eventually(() => receiver.heard.length).toBe(1);
    expect(receiver.heard[0]?.data).toEqual({
      token: null,
      revocation: body.id,
      selector: { user: "bob" },
      suspended: false,
      tokens: 3,
      sessions: 3,
    });
  });

  test("hears of nothing that was only asked about, and not of coming back to a session", async () => {
    const { receiver } = await subscribe(["session.started", "token.used", "access.refused"]);
    const viewer = createViewer(server);
    const token = await server.mint();
    const question = { action: "play", stream: "demo/clip", token: token.token };
    for (const path of ["/v1/check", "/v1/explain"]) await server.api("POST", path, question);
    await server.api("POST", "/v1/explain", { ...question, stream: "demo/live" });
    await enter(viewer, entryPath("demo/clip", "hls", token));
    await enter(viewer, entryPath("demo/clip", "hls", token));
    await eventually(() => receiver.heard.length).toBe(2);
    const later = await enterWith(viewer);
    await eventually(() => receiver.heard.length).toBe(4);
    for (const type of ["token.used", "session.started"]) {
      expect(new Set(receiver.of(type).map(data => data.token))).toEqual(new Set([token.id, later.id]));
    }
  });

  test("that is down gets everything once it is up again, under the same ids", async () => {
    const { receiver, path } = await subscribe(["session.started"]);
    await receiver.down();
    const token = await enterWith(createViewer(server));
    await eventually(() => deliveriesOf(path)).toMatchObject([
      { event: "session.started", status: "pending", attempts: 1 },
    ]);
    const [delivery] = await deliveriesOf(path);
    expect(JSON.stringify(await server.api("GET", `${path}/deliveries/${delivery?.id}`))).toContain(
      "ECONNREFUSED",
    );
    await receiver.up();
    await eventually(() => receiver.heard.length).toBe(1);
    expect(receiver.heard[0]).toMatchObject({ id: delivery?.id, data: { token: token.id } });
    await eventually(() => deliveriesOf(path)).toMatchObject([{ status: "delivered" }]);
  });

  test("gets what it wants again by a replay, and can tell that it is the same", async () => {
    const { receiver, path } = await subscribe(["session.started"]);
    receiver.status = 500;
    await enterWith(createViewer(server));
    await eventually(() => deliveriesOf(path)).toMatchObject([{ status: "pending", attempts: 1 }]);
    receiver.status = 200;
    const [delivery] = await deliveriesOf(path);
    for (let count = 0; count < 2; count++) {
      // Its own next attempt may have come in between.
      const before = receiver.heard.length;
      const { status } = await server.api("POST", `${path}/deliveries/${delivery?.id}/replay`);
      expect(status).toBe(202);
      await eventually(() => receiver.heard.length).toBeGreaterThan(before);
    }
    expect(new Set(receiver.heard.map(({ id }) => id))).toEqual(new Set([delivery?.id]));
    expect(receiver.of("session.started")).toHaveLength(1);
  });

  test("verifies with the old secret and the new one while a rotation overlaps", async () => {
    const { receiver, path } = await subscribe(["session.started"]);
    const { body } = await server.api("POST", `${path}/rotate`, { overlap_seconds: 60 });
    await enterWith(createViewer(server));
    await eventually(() => receiver.heard.length).toBe(1);
    receiver.secret = String(body.secret);
    await enterWith(createViewer(server));
    await eventually(() => receiver.heard.length).toBe(2);
    expect(receiver.heard.map(({ signatures }) => signatures)).toEqual([2, 2]);
    await server.api("POST", `${path}/rotate`, { overlap_seconds: 0 });
    await enterWith(createViewer(server));
    await eventually(() => receiver.refused.length).toBe(1);
  });

  test("on a private address is refused to a tenant's key, and switched off when it is gone", async () => {
    const { receiver, path } = await subscribe(["session.started"]);
    const { body: key } = await server.api("POST", "/v1/api-keys", { name: "tenant", scopes: ["admin"] });
    const response = await fetch(`${server.url}/v1/webhooks`, {
      method: "POST",
      headers: { authorization: `Bearer ${key.key}`, "content-type": "application/json" },
      body: JSON.stringify({ url: receiver.url, events: ["session.started"] }),
    });
    expect([response.status, await response.json()]).toMatchObject([422, { errors: [{ field: "url" }] }]);
    receiver.status = 410;
    await enterWith(createViewer(server));
    await eventually(async () => (await server.api("GET", path)).body).toMatchObject({
      enabled: false,
      disabled_reason: "gone",
    });
  });
});

describe("the receiver of the examples", () => {
  test("prints each event once, and refuses what Sluice has not signed", async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}/`;
    const { body } = await server.api("POST", "/v1/webhooks", { url, events: ["session.started"] });
    const child = spawn(process.execPath, [example], {
      env: { PORT: String(port), WEBHOOK_SECRET: String(body.secret) },
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(async () => {
      child.kill();
      await server.api("DELETE", `/v1/webhooks/${body.id}`);
    });
    let printed = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
    const forge = (headers: Readonly<Record<string, string>>) =>
      fetch(url, { method: "POST", headers, body: "{}" });
    await eventually(() =>
      forge({})
        .then(({ status }) => status)
        .catch(() => 0),
    ).toBe(401);
    const now = String(Math.floor(Date.now() / 1000));
    const forged = { "webhook-id": "ev_1", "webhook-timestamp": now, "webhook-signature": "v1,AAAA" };
    expect((await forge(forged)).status).toBe(401);
    const token = await enterWith(createViewer(server));
    await eventually(() => printed).toContain(token.id);
    await eventually(() => deliveriesOf(`/v1/webhooks/${body.id}`)).toMatchObject([{ status: "delivered" }]);
    const [delivery] = await deliveriesOf(`/v1/webhooks/${body.id}`);
    await server.api("POST", `/v1/webhooks/${body.id}/deliveries/${delivery?.id}/replay`);
    await eventually(() => deliveriesOf(`/v1/webhooks/${body.id}`)).toMatchObject([
      { status: "delivered", attempts: Number(delivery?.attempts) + 1 },
    ]);
    expect(printed.trim().split("\n")).toEqual([expect.stringMatching(/^session\.started \{/)]);
  });
});

describe("playback", () => {
  test("is not slowed by a receiver that never answers", async () => {
    const viewer = createViewer(server);
    const without = await measureEntries(viewer);
    const { receiver, path } = await subscribe();
    receiver.status = undefined;
    const withSlow = await measureEntries(viewer);
    report("entries without a webhook", spreadOf(without));
    report("entries with a webhook whose receiver never answers", spreadOf(withSlow));
    // A wait for the receiver would be ten seconds: what other suites do to the machine meanwhile is none.
    expect(spreadOf(withSlow).p50).toBeLessThan(spreadOf(without).p50 * 2 + 250);
    await eventually(async () => (await deliveriesOf(path, "&status=pending")).length).toBe(200);
  });
});

async function measureEntries(viewer: Viewer): Promise<readonly number[]> {
  const tokens = await Promise.all(Array.from({ length: 100 }, () => server.mint()));
  const durations: number[] = [];
  for (const token of tokens) {
    const begun = performance.now();
    await enter(viewer, entryPath("demo/clip", "hls", token));
    durations.push(performance.now() - begun);
  }
  return durations;
}

describe("after a kill", () => {
  let home: string;
  const dataDir = () => join(home, "data");
  const start = () => startSluice({ dataDir: dataDir(), env: { SLUICE_ADMIN_KEY: ADMIN_KEY } });

  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), "sluice-e2e-webhooks-"));
  });

  afterAll(() => rmSync(home, { recursive: true }));

  test("everything that was in the outbox is delivered, and what comes twice has the same id", async () => {
    let current = await start();
    onTestFinished(() => current.stop());
    const { receiver, path } = await subscribe(["session.started"], current);
    const entered: string[] = [];
    for (let round = 0; round < 3; round++) {
      // Half of it is under way, or waits, when the process ends.
      receiver.status = round % 2 === 0 ? undefined : 204;
      const viewer = createViewer(current);
      for (let count = 0; count < 30; count++) entered.push((await enterWith(viewer, current)).id);
      await eventually(async () => (await deliveriesOf(path, "", current)).length).toBe(
        Math.min(200, entered.length),
      );
      await current.kill();
      receiver.status = 204;
      current = await start();
    }
    await eventually(() => receiver.of("session.started").length).toBe(entered.length);
    const heard = receiver.of("session.started").map(({ token }) => String(token));
    expect(heard.toSorted()).toEqual(entered.toSorted());
    await eventually(async () => (await deliveriesOf(path, "&status=pending", current)).length).toBe(0);
  });

  test("a server that stops in good order keeps what has just happened", async () => {
    const first = await start();
    const { receiver } = await subscribe(["session.started"], first);
    await receiver.down();
    const token = await enterWith(createViewer(first), first);
    await first.stop();
    await receiver.up();
    const second = await start();
    onTestFinished(() => second.stop());
    await eventually(() => receiver.of("session.started").map(data => data.token)).toEqual([token.id]);
  });
});
