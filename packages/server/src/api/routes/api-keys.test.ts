import { describe, expect, onTestFinished, test } from "vitest";
import { createClock } from "../../lib/clock.ts";
import { FIRST_ORGANIZATION } from "../../registry/built-in.ts";
import { openMemoryStore } from "../../store/memory/open.ts";
import { ADMIN_KEY, composeApi } from "../testing/compose-api.ts";

type Json = Readonly<Record<string, unknown>>;

/** The API at a clock that the test moves, and what it answers to the holders of keys. */
async function started() {
  let nowMilliseconds = Date.now();
  const now = () => nowMilliseconds;
  const clock = createClock({ wallMilliseconds: now, monotonicMilliseconds: now });
  const composed = await composeApi({ clock });
  onTestFinished(() => composed.server.close());
  const ask =
    (key: string) =>
    async (method: "GET" | "POST" | "PATCH" | "DELETE", path: string, body?: Json, headers: Json = {}) => {
      const reply = await composed.api.inject({
        method,
        url: `/v1/${path}`,
        headers: { authorization: `Bearer ${key}`, ...headers },
        ...(body === undefined ? {} : { payload: body }),
      });
      return { status: reply.statusCode, headers: reply.headers, body: reply.payload && reply.json() };
    };
  const admin = ask(ADMIN_KEY);
  const create = async (grant: Json, by = admin) => {
    const { status, body } = await by("POST", "api-keys", { name: "k", scopes: [], ...grant });
    expect(status, JSON.stringify(body)).toBe(201);
    return { ...body, ask: ask(body.key) };
  };
  const audit = async () =>
    (await composed.store.listAudit({ organization: FIRST_ORGANIZATION, limit: 100 })).items;
  return {
    ...composed,
    ask,
    admin,
    create,
    audit,
    wait: (seconds: number) => {
      nowMilliseconds += seconds * 1000;
    },
  };
}

const deputy = { scopes: ["keys:read", "keys:write", "tokens:create"] };

describe("a new key", () => {
  test("is shown with its text once, in an answer that nobody keeps", async () => {
    const { admin, create } = await started();
    const { status, headers, body } = await admin("POST", "api-keys", {
      name: "ci",
      scopes: ["tokens:read"],
    });
    expect(status).toBe(201);
    expect(headers).toMatchObject({ "cache-control": "no-store", etag: '"1"' });
    expect(body.key).toMatch(/^sk_[0-9A-Za-z]{38}$/);
    expect(body.key.startsWith(body.id)).toBe(true);
    const { ask: _, ...other } = await create({});
    const { key, ...view } = body;
    expect((await admin("GET", `api-keys/${body.id}`)).body).toEqual(view);
    const list = JSON.stringify((await admin("GET", "api-keys")).body);
    expect(list).toContain(body.id);
    for (const text of [key, other.key, ADMIN_KEY]) expect(list).not.toContain(text);
  });

  test("may do what its scopes say and nothing else", async () => {
    const { create } = await started();
    const reader = await create({ scopes: ["tokens:read"] });
    expect((await reader.ask("GET", "tokens")).status).toBe(200);
    const refused = await reader.ask("GET", "sessions");
    expect([refused.status, refused.body.reason]).toEqual([403, "not-permitted"]);
    expect(refused.body.detail).toContain("sessions:read");
  });

  test("has what its maker has where the grant says nothing", async () => {
    const { create } = await started();
    const expires_at = Math.floor(Date.now() / 1000) + 1000;
    const limits = { applications: ["live"], actions: ["publish"], longest_ttl_seconds: 60, expires_at };
    const maker = await create({ ...deputy, ...limits });
    expect(await create({ scopes: [] }, maker.ask)).toMatchObject(limits);
  });

  const soon = Math.floor(Date.now() / 1000) + 1000;
  const limited = {
    ...deputy,
    applications: ["live"],
    actions: ["play"],
    longest_ttl_seconds: 60,
    expires_at: soon,
  };
  const beyond: Readonly<Record<string, readonly [grant: Json, missing: string]>> = {
    "a scope": [{ scopes: ["keys:read", "tokens:revoke"] }, "scope tokens:revoke"],
    "the scope of everything": [{ scopes: ["admin"] }, "scope admin"],
    "an application": [{ applications: ["live", "demo"] }, "application demo"],
    "every application": [{ applications: null }, "every application"],
    "an action": [{ actions: ["play", "publish"] }, "action publish"],
    "a longer life of tokens": [{ longest_ttl_seconds: 61 }, "longest_ttl_seconds above 60"],
    "tokens without an end": [{ longest_ttl_seconds: null }, "longest_ttl_seconds above 60"],
    "a later expiry": [{ expires_at: soon + 1 }, `expires_at after ${soon}`],
    "no expiry": [{ expires_at: null }, `expires_at after ${soon}`],
  };

  test.for(Object.entries(beyond))("never has %s that its maker has not", async ([, [grant, missing]]) => {
    const { admin, create } = await started();
    const maker = await create(limited);
    const made = await create({ scopes: [] }, maker.ask);
    for (const refused of [
      await maker.ask("POST", "api-keys", { name: "more", scopes: [], ...grant }),
      await maker.ask("PATCH", `api-keys/${made.id}`, grant),
      await maker.ask("PATCH", `api-keys/${maker.id}`, grant),
    ]) {
      expect(refused.body).toMatchObject({ status: 403, reason: "not-permitted" });
      expect(refused.body.detail).toContain(missing);
    }
    expect((await admin("GET", "api-keys")).body.items).toHaveLength(3);
    expect((await admin("GET", `api-keys/${made.id}`)).body.version).toBe(1);
  });

  test("of an administrator may have every scope but that of the installation", async () => {
    const { admin, create } = await started();
    await create({ scopes: ["admin", "users:erase"] });
    const refused = await admin("POST", "api-keys", { name: "k", scopes: ["installation"] });
    expect(refused.body).toMatchObject({ reason: "not-permitted" });
    expect(refused.body.detail).toContain("scope installation");
  });

  const invalid: Readonly<Record<string, readonly [grant: Json, field: string]>> = {
    "a scope that does not exist": [{ scopes: ["tokens:all"] }, "scopes.0"],
    "an application that does not exist": [{ applications: ["live", "lvie"] }, "applications.1"],
    "an empty list of applications": [{ applications: [] }, "applications"],
    "an expiry in the past": [{ expires_at: 1_000 }, "expires_at"],
    milliseconds: [{ expires_at: Date.now() + 1_000_000 }, "expires_at"],
    "an unknown field": [{ scope: ["admin"] }, "scope"],
  };
  test.for(Object.entries(invalid))("is not made with %s", async ([, [grant, field]]) => {
    const { admin } = await started();
    const { status, body } = await admin("POST", "api-keys", { name: "k", scopes: [], ...grant });
    expect(status).toBe(422);
    expect(body.errors).toMatchObject([{ field }]);
  });

  test("stops working when it expires", async () => {
    const { admin, create, wait } = await started();
    const expires_at = Math.floor(Date.now() / 1000) + 60;
    const key = await create({ expires_at });
    expect((await key.ask("GET", "whoami")).body).toMatchObject({ id: key.id, expires_at });
    wait(600);
    expect((await key.ask("GET", "whoami")).status).toBe(401);
    expect((await admin("GET", `api-keys/${key.id}`)).body.expires_at).toBe(expires_at);
  });
});

describe("a key's change", () => {
  test("keeps what was not given, and counts its version up", async () => {
    const { admin, create } = await started();
    const { id } = await create({ scopes: ["tokens:read"], longest_ttl_seconds: 60 });
    const changed = await admin("PATCH", `api-keys/${id}`, { name: "new", longest_ttl_seconds: null });
    expect(changed.headers.etag).toBe('"2"');
    expect(changed.body).toMatchObject({
      name: "new",
      scopes: ["tokens:read"],
      longest_ttl_seconds: null,
      version: 2,
    });
    expect((await admin("GET", `api-keys/${id}`)).body).toEqual(changed.body);
  });

  test("with a version that has passed changes nothing", async () => {
    const { admin, create } = await started();
    const { id } = await create({});
    await admin("PATCH", `api-keys/${id}`, { name: "first" });
    for (const [method, path, body] of [
      ["PATCH", `api-keys/${id}`, { name: "second" }],
      ["POST", `api-keys/${id}/rotate`, {}],
      ["DELETE", `api-keys/${id}`, undefined],
    ] as const) {
      const stale = await admin(method, path, body, { "if-match": '"1"' });
      expect([stale.status, stale.body.reason]).toEqual([412, "version-stale"]);
    }
    const right = await admin("PATCH", `api-keys/${id}`, { name: "third" }, { "if-match": '"2"' });
    expect(right.body).toMatchObject({ name: "third", version: 3 });
    const unreadable = await admin("PATCH", `api-keys/${id}`, {}, { "if-match": "2" });
    expect(unreadable.body.errors).toMatchObject([{ field: "if-match" }]);
  });

  test("by ten at once loses none of them", async () => {
    const { admin, create } = await started();
    const { id } = await create({});
    const changes = [{ name: "n" }, { scopes: ["check"] }, { actions: ["play"] }, { longest_ttl_seconds: 9 }];
    await Promise.all(changes.map(change => admin("PATCH", `api-keys/${id}`, change)));
    expect((await admin("GET", `api-keys/${id}`)).body).toMatchObject({
      name: "n",
      scopes: ["check"],
      actions: ["play"],
      longest_ttl_seconds: 9,
      version: 5,
    });
  });

  test("takes effect with the next request", async () => {
    const { admin, create } = await started();
    const key = await create({ scopes: ["tokens:read"] });
    await admin("PATCH", `api-keys/${key.id}`, { scopes: [] });
    expect((await key.ask("GET", "tokens")).status).toBe(403);
    await admin("DELETE", `api-keys/${key.id}`);
    expect((await key.ask("GET", "tokens")).status).toBe(401);
    expect((await admin("GET", `api-keys/${key.id}`)).status).toBe(404);
  });

  test("is refused to a key that has less: it neither removes, renames nor takes over a stronger one", async () => {
    const { create, admin } = await started();
    const weak = await create(deputy);
    const strong = await create({ scopes: ["admin"] });
    for (const [method, path, body] of [
      ["PATCH", `api-keys/${strong.id}`, { name: "mine" }],
      ["PATCH", `api-keys/${strong.id}`, { scopes: [] }],
      ["POST", `api-keys/${strong.id}/rotate`, {}],
      ["DELETE", `api-keys/${strong.id}`, undefined],
    ] as const) {
      const refused = await weak.ask(method, path, body);
      expect(refused.body).toMatchObject({ status: 403, reason: "not-permitted" });
      expect(refused.body.key).toBeUndefined();
    }
    expect((await admin("GET", `api-keys/${strong.id}`)).body).toMatchObject({ name: "k", version: 1 });
  });
});

describe("a key that is limited to applications", () => {
  test("sees and changes only keys that are limited to some of them", async () => {
    const { create } = await started();
    const narrow = await create({ ...deputy, applications: ["live"] });
    const [within, wider] = [
      await create({ applications: ["live"] }),
      await create({ applications: ["live", "demo"] }),
    ];
    const listed = (await narrow.ask("GET", "api-keys")).body.items;
    expect(listed.map(({ id }: { id: string }) => id)).toEqual([within.id, narrow.id]);
    expect((await narrow.ask("GET", `api-keys/${within.id}`)).status).toBe(200);
    for (const id of [wider.id, "sk_test0000", "sk_nothing0"]) {
      for (const answer of [
        await narrow.ask("GET", `api-keys/${id}`),
        await narrow.ask("DELETE", `api-keys/${id}`),
        await narrow.ask("POST", `api-keys/${id}/rotate`, {}),
      ]) {
        expect(answer.body).toMatchObject({ status: 404, detail: "there is no such API key" });
      }
    }
  });
});

describe("the last administrator's key", () => {
  test("does not remove or weaken itself", async () => {
    const { admin } = await started();
    for (const [method, body] of [
      ["DELETE", undefined],
      ["PATCH", { scopes: ["tokens:read"] }],
      ["PATCH", { applications: ["demo"] }],
      ["PATCH", { actions: ["play"] }],
    ] as const) {
      const refused = await admin(method, "api-keys/sk_test0000", body);
      expect([refused.status, refused.body.reason]).toEqual([409, "state-conflict"]);
    }
    expect((await admin("GET", "whoami")).body.version).toBe(1);
  });

  test("goes once there is another, and two that remove themselves at once leave one", async () => {
    const { admin, create } = await started();
    const limited = await create({ scopes: ["admin"], applications: ["demo"] });
    expect((await admin("DELETE", "api-keys/sk_test0000")).status).toBe(409);
    const other = await create({ scopes: ["admin"] });
    const statuses = await Promise.all([
      admin("DELETE", "api-keys/sk_test0000"),
      other.ask("DELETE", `api-keys/${other.id}`),
    ]);
    expect(statuses.map(({ status }) => status).toSorted()).toEqual([204, 409]);
    expect((await limited.ask("GET", "whoami")).status).toBe(200);
  });
});

describe("a rotated key", () => {
  test("works by its new text alone, unless there is an overlap", async () => {
    const { admin, ask, create } = await started();
    const { id, key } = await create({});
    const rotated = await admin("POST", `api-keys/${id}/rotate`, {});
    expect(rotated.headers).toMatchObject({ "cache-control": "no-store", etag: '"2"' });
    expect(rotated.body.key).toMatch(new RegExp(`^${id}`));
    expect(rotated.body.previous_until).toBeNull();
    expect((await ask(key)("GET", "whoami")).status).toBe(401);
    expect((await ask(rotated.body.key)("GET", "whoami")).body.id).toBe(id);
  });

  test("works by both texts during the overlap, and by the new one after it", async () => {
    const { admin, ask, create, wait } = await started();
    const { id, key } = await create({});
    const rotated = await admin("POST", `api-keys/${id}/rotate`, { overlap_seconds: 100 });
    wait(99);
    expect((await ask(key)("GET", "whoami")).body).toMatchObject({
      id,
      previous_until: rotated.body.previous_until,
    });
    wait(2);
    expect((await ask(key)("GET", "whoami")).status).toBe(401);
    expect((await ask(rotated.body.key)("GET", "whoami")).status).toBe(200);
  });

  test("has two texts at most: a second rotation stops the first one's", async () => {
    const { admin, ask, create } = await started();
    const { id, key } = await create({});
    const second = (await admin("POST", `api-keys/${id}/rotate`, { overlap_seconds: 100 })).body.key;
    const third = (await admin("POST", `api-keys/${id}/rotate`, { overlap_seconds: 100 })).body.key;
    const statuses: number[] = [];
    for (const text of [key, second, third]) statuses.push((await ask(text)("GET", "whoami")).status);
    expect(statuses).toEqual([401, 200, 200]);
  });

  test("overlaps seven days at most", async () => {
    const { admin, create } = await started();
    const { id } = await create({});
    const rotate = (overlap_seconds: number) => admin("POST", `api-keys/${id}/rotate`, { overlap_seconds });
    expect((await rotate(7 * 24 * 3600)).status).toBe(200);
    expect((await rotate(7 * 24 * 3600 + 1)).status).toBe(422);
  });
});

describe("whoami", () => {
  test("answers any key with its own view", async () => {
    const { admin, create } = await started();
    const key = await create({ scopes: [], name: "ci" });
    const { ask, key: _, ...view } = key;
    const { body } = await ask("GET", "whoami");
    expect(body).toEqual({ ...view, organization: FIRST_ORGANIZATION, last_used_at: body.last_used_at });
    expect((await admin("GET", "whoami")).body).toMatchObject({ id: "sk_test0000", scopes: ["admin"] });
  });
});

describe("the last use of a key", () => {
  test("is shown with the next look, written once a minute, and kept when the server stops", async () => {
    const store = openMemoryStore();
    const written: string[] = [];
    const record = store.recordApiKeyUse;
    store.recordApiKeyUse = async (id, atSeconds) => {
      written.push(id);
      await record(id, atSeconds);
    };
    let nowMilliseconds = Date.now();
    const now = () => nowMilliseconds;
    const clock = createClock({ wallMilliseconds: now, monotonicMilliseconds: now });
    const { server, api } = await composeApi({ store, clock });
    const use = async (): Promise<number> =>
      (await api.inject({ url: "/v1/whoami", headers: { authorization: `Bearer ${ADMIN_KEY}` } })).json()
        .last_used_at;
    const first = await use();
    nowMilliseconds += 30_000;
    expect(await use()).toBe(first + 30);
    expect(written).toHaveLength(1);
    expect((await store.apiKey(FIRST_ORGANIZATION, "sk_test0000"))?.lastUsedAtSeconds).toBe(first);
    await server.close();
    expect((await store.apiKey(FIRST_ORGANIZATION, "sk_test0000"))?.lastUsedAtSeconds).toBe(first + 30);
  });

  test("is no reason to refuse a request when it cannot be written", async () => {
    const store = openMemoryStore();
    store.recordApiKeyUse = () => Promise.reject(new Error("the disk is full"));
    const { server, api } = await composeApi({ store });
    const reply = await api.inject({ url: "/v1/whoami", headers: { authorization: `Bearer ${ADMIN_KEY}` } });
    expect(reply.statusCode).toBe(200);
    await server.close();
  });
});

test("every change of a key is one entry in the audit log, without its text", async () => {
  const { admin, create, audit } = await started();
  const { id, key } = await create({ scopes: ["check"] });
  await admin("PATCH", `api-keys/${id}`, { name: "new" });
  const rotated = (await admin("POST", `api-keys/${id}/rotate`, {})).body.key;
  await admin("DELETE", `api-keys/${id}`);
  await admin("PATCH", `api-keys/${id}`, { name: "too late" });
  const entries = (await audit()).toReversed();
  expect(entries).toMatchObject([
    { action: "api-key.create", before: undefined, after: { name: "k", version: 1 } },
    { action: "api-key.update", before: { name: "k" }, after: { name: "new", version: 2 } },
    { action: "api-key.rotate", before: { version: 2 }, after: { version: 3 } },
    { action: "api-key.delete", before: { name: "new", version: 3 }, after: undefined },
  ]);
  for (const entry of entries) {
    expect(entry).toMatchObject({
      actor: "sk_test0000",
      address: "127.0.0.1",
      subject: { kind: "api-key", id },
    });
  }
  const text = JSON.stringify(entries);
  for (const secret of [key, rotated]) expect(text).not.toContain(secret.slice(id.length));
});

test("a key of the configuration is neither changed, rotated nor removed", async () => {
  const { admin, store } = await started();
  const key = await store.apiKey(FIRST_ORGANIZATION, "sk_test0000");
  if (!key) throw new Error("there is no key");
  await store.putApiKey({ ...key, id: "sk_configured", hash: new Uint8Array(32) });
  for (const [method, path, body] of [
    ["PATCH", "api-keys/sk_configured", { name: "mine" }],
    ["POST", "api-keys/sk_configured/rotate", {}],
    ["DELETE", "api-keys/sk_configured", undefined],
  ] as const) {
    const refused = await admin(method, path, body);
    expect(refused.body).toMatchObject({
      status: 409,
      reason: "declared-in-file",
      detail: "set by SLUICE_ADMIN_KEY",
    });
  }
});

test("the list of keys is paged, the last made first", async () => {
  const { admin, create } = await started();
  const ids = ["sk_test0000"];
  for (let index = 0; index < 4; index += 1) ids.unshift((await create({})).id);
  const seen: string[] = [];
  let next: string | null = "";
  while (next !== null) {
    const page: { body: { items: { id: string }[]; next: string | null } } = await admin(
      "GET",
      `api-keys?limit=2${next && `&cursor=${next}`}`,
    );
    expect(page.body.items.length).toBeLessThanOrEqual(2);
    seen.push(...page.body.items.map(({ id }) => id));
    next = page.body.next;
  }
  expect(seen).toEqual(ids);
});
