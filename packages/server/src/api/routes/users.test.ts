import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { SealAudit } from "../../store/audit.ts";
import { openMemoryStore } from "../../store/memory/open.ts";
import { openForTest, temporaryFile } from "../../store/sqlite/testing/temporary-store.ts";
import type { Store } from "../../store/store.ts";
import { startApi } from "../testing/ask-api.ts";

const VIEWER = "viewer-Zyx9-Quokka";
const OTHER = "viewer-of-nothing";

const sealAudit: SealAudit = (organization, { number, hash }) =>
  Buffer.from([organization, number, hash].join());

type Api = Awaited<ReturnType<typeof startApi>>;

/** Everything that keeps a viewer's name: tokens, sessions, refusals, usage, rules, webhooks, changes. */
async function plant(api: Api, user: string) {
  await api.admin("POST", "webhooks", {
    url: "http://203.0.113.1/hook",
    events: ["session.started", "access.refused", "session.ended", "token.used"],
  });
  const played = await api.mint({ user, kind: "one-time" });
  const idle = await api.mint({ user, tag: "vip" });
  const repeated = { kind: "access", action: "play", target: { streams: ["demo/clip"] }, user };
  await api.admin("POST", "tokens", repeated, { "idempotency-key": `order-${user}` });
  await api.admin("PATCH", `tokens/${idle.id}`, { tag: "gone" });
  await api.admin("POST", `tokens/${idle.id}/suspend`);
  const session = await api.enter(played.token);
  await api.enter(played.token, { ip: "198.51.100.7", user_agent: "stranger/1" });
  await api.admin("POST", "revocations", { selector: { user } });
  await api.admin("POST", "revocations", { selector: { user }, until: api.nowSeconds() + 5 });
  return { played, session };
}

const stores: readonly (readonly [name: string, open: () => Promise<Store>])[] = [
  ["memory", async () => openMemoryStore({ sealAudit })],
  ["sqlite", async () => openForTest({ file: await temporaryFile(), sealAudit })],
];

describe.each(stores)("the erasure of a viewer (%s)", (_name, open) => {
  test("counts what it removes, leaves everybody else's, and finds nothing when it is repeated", async () => {
    const api = await startApi({ store: await open() });
    await plant(api, OTHER);
    await plant(api, VIEWER);
    api.wait(10);
    const erased = await api.admin("DELETE", `users/${VIEWER}/data`);
    expect(erased.status).toBe(200);
    expect(erased.body).toMatchObject({ tokens: 3, sessions: 1, decisions: 2, revocations: 2 });
    for (const kind of ["usage", "deliveries", "audit"]) expect(erased.body[kind], kind).toBeGreaterThan(0);
    for (const list of ["tokens", "sessions", "decisions"]) {
      expect((await api.admin("GET", `${list}?user=${VIEWER}`)).body.items, list).toEqual([]);
      expect((await api.admin("GET", `${list}?user=${OTHER}`)).body.items, list).not.toEqual([]);
    }
    const again = await api.admin("DELETE", `users/${VIEWER}/data`);
    expect(Object.values(again.body)).toEqual(Object.values(again.body).map(() => 0));
  });

  test("names them in no answer of the API any more", async () => {
    const api = await startApi({ store: await open() });
    const { played, session } = await plant(api, VIEWER);
    api.wait(10);
    await api.admin("DELETE", `users/${VIEWER}/data`);
    const lists = ["tokens", "sessions", "decisions", "revocations", "audit", "webhooks", "usage?by=user"];
    const [webhook] = (await api.admin("GET", "webhooks")).body.items;
    for (const path of [...lists, `webhooks/${webhook.id}/deliveries`, `sessions/${session.session}`]) {
      expect(JSON.stringify((await api.admin("GET", path)).body), path).not.toContain(VIEWER);
    }
    expect((await api.admin("GET", `tokens/${played.id}`)).status).toBe(404);
  });

  test("ends what they play, and opens nothing for their tokens again", async () => {
    const api = await startApi({ store: await open() });
    const token = await api.mint({ user: VIEWER, kind: "access" });
    const { session } = await api.enter(token.token);
    await api.admin("DELETE", `users/${VIEWER}/data`);
    expect((await api.admin("GET", `sessions/${session}`)).status).toBe(404);
    expect(await api.enter(token.token)).toMatchObject({ allowed: false, reason: "token-unknown" });
  });

  test("ends what others play by tokens that were made from theirs, and what those open", async () => {
    const api = await startApi({ store: await open() });
    const parent = await api.mint({ user: VIEWER, kind: "access", delegation: { depth: 1 } });
    const reply = await api.api.inject({
      method: "POST",
      url: "/v1/delegations",
      headers: { authorization: `Bearer ${parent.token}` },
      payload: { user: OTHER },
    });
    const child = reply.json();
    const session = await api.enter(child.token);
    const own = await api.enter((await api.mint({ user: OTHER })).token);
    await api.admin("DELETE", `users/${VIEWER}/data`);
    const sessions = (await api.admin("GET", `sessions?user=${OTHER}`)).body.items;
    const ended = new Map(sessions.map(({ id, end_reason }: Record<string, string>) => [id, end_reason]));
    expect([ended.get(session.session), ended.get(own.session)]).toEqual(["revoked", null]);
    expect(await api.enter(child.token, { ip: "192.0.2.9" })).toMatchObject({
      allowed: false,
      reason: "token-revoked",
    });
    expect((await api.admin("GET", `tokens/${child.id}`)).body).toMatchObject({ status: "revoked" });
  });

  test("keeps a rule that bars them in future: it is a ban, and not theirs to lift", async () => {
    const api = await startApi({ store: await open() });
    const until = api.nowSeconds() + 3600;
    await api.admin("POST", "revocations", { selector: { user: VIEWER }, until });
    const { body } = await api.admin("DELETE", `users/${VIEWER}/data`);
    expect(body.revocations).toBe(0);
    const token = await api.mint({ user: VIEWER });
    expect(await api.enter(token.token)).toMatchObject({ reason: "token-revoked" });
  });

  test("leaves an audit log that verifies, with an entry that names the numbers and nobody", async () => {
    const api = await startApi({ store: await open() });
    await plant(api, VIEWER);
    await api.admin("DELETE", `users/${VIEWER}/data`);
    const [entry] = await api.audit();
    expect(entry).toMatchObject({ action: "user.erase", subject: { kind: "user", id: "(erased)" } });
    expect((await api.admin("POST", "audit/verify")).body).toMatchObject({ ok: true });
  });

  test("is not for a key that is limited to applications", async () => {
    const api = await startApi({ store: await open() });
    const limited = await api.withKey({ scopes: ["users:erase"], applications: ["demo"] });
    expect((await limited("DELETE", `users/${VIEWER}/data`)).status).toBe(403);
  });
});

test("nothing of an erased viewer stands in the database's files", async () => {
  const file = await temporaryFile();
  const api = await startApi({ store: await openForTest({ file }) });
  await plant(api, VIEWER);
  api.wait(10);
  const holds = () =>
    [file, `${file}-wal`].filter(name => existsSync(name) && readFileSync(name, "latin1").includes(VIEWER));
  await api.admin("GET", "decisions");
  expect(holds()).not.toEqual([]);
  await api.admin("DELETE", `users/${VIEWER}/data`);
  expect(holds()).toEqual([]);
});
