import { describe, expect, test } from "vitest";
import { createClock } from "../../lib/clock.ts";
import { askFlowplayer } from "./testing/ask-flowplayer.ts";

const KEYS = "playback_tokens/keys";
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}-[0-9a-f]{5}$/;

describe("a key of playback tokens", () => {
  test("has the id that is its kid, its owner's UUID in front, and a value of 64 digits that is shown once", async () => {
    const { call, admin } = await askFlowplayer();
    const { status, body } = await call("POST", KEYS, { name: "my-new-playback-token-key" });
    expect(status).toBe(201);
    expect(body.id).toMatch(ID);
    expect(body.value).toMatch(/^[0-9a-f]{64}$/);
    expect(body.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/);
    expect(body).toMatchObject({ site_group_id: body.id.slice(0, 36), name: "my-new-playback-token-key" });
    const list = await call("GET", KEYS);
    const { value: _, ...shown } = body;
    expect(list.body.playback_token_keys).toEqual([shown]);
    const [ours] = (await admin("GET", "keys")).body.items;
    expect(ours).toMatchObject({
      kid: body.id,
      algorithm: "HS256",
      source: "created",
      value_encoding: "text",
      audiences: ["*"],
      caps: { actions: ["play"] },
    });
    const second = await call("POST", KEYS, { name: "two", value_encoding: "hex" });
    expect(second.body).toMatchObject({ site_group_id: body.site_group_id, value_encoding: "hex" });
  });

  test("of another tenant has another UUID, and is not there", async () => {
    const { call, callAs, operator } = await askFlowplayer();
    await operator("POST", "organizations", { code: "acme" });
    const theirs = await callAs({ id: "sk_acme0000", organization: "acme", scopes: ["admin"] });
    const [ours, others] = [
      await call("POST", KEYS, { name: "a" }),
      await theirs("POST", KEYS, { name: "a" }),
    ];
    expect(others.body.site_group_id).not.toBe(ours.body.site_group_id);
    expect((await theirs("DELETE", `${KEYS}/${ours.body.id}`)).status).toBe(404);
    expect((await theirs("GET", KEYS)).body.playback_token_keys).toHaveLength(1);
    const token = { key_id: ours.body.id, exp: 2_000_000_000 };
    expect((await theirs("POST", "playback_tokens", token)).status).toBe(404);
  });

  test("vouches for no more than the API key that made it hands out", async () => {
    const { call, callAs, admin } = await askFlowplayer();
    await call("POST", KEYS, { name: "first" });
    const scopes = ["keys:write", "keys:read", "tokens:create"] as const;
    const limited = await callAs({
      id: "sk_limited0",
      scopes,
      applications: ["demo"],
      longestTtlSeconds: 600,
    });
    expect((await limited("POST", KEYS, { name: "mine" })).status).toBe(201);
    const mine = (await admin("GET", "keys")).body.items.find(
      ({ name }: { name: string }) => name === "mine",
    );
    expect(mine).toMatchObject({
      role: null,
      caps: { applications: ["demo"], longest_ttl_seconds: 600, actions: ["play"] },
    });
    const listed = (await limited("GET", KEYS)).body.playback_token_keys;
    expect(listed.map(({ name }: { name: string }) => name)).toEqual(["mine"]);
    const streamsOnly = await callAs({ id: "sk_streams0", scopes });
    expect((await streamsOnly("POST", KEYS, { name: "wide" })).status).toBe(403);
  });

  test("that was deleted is gone, there and here, and its id stays taken", async () => {
    const { call, admin } = await askFlowplayer();
    const { id } = (await call("POST", KEYS, { name: "a" })).body;
    expect(await call("DELETE", `${KEYS}/${id}`)).toMatchObject({ status: 204, body: undefined });
    const again = await call("DELETE", `${KEYS}/${id}`);
    expect([again.status, again.body.meta.code]).toEqual([410, "ERR-410-RecordDeleted"]);
    expect((await call("POST", "playback_tokens", { key_id: id })).status).toBe(410);
    expect((await call("GET", KEYS)).body).toMatchObject({
      playback_token_keys: [],
      pagination: { total_records: 0 },
    });
    expect((await admin("GET", "keys")).body.items).toMatchObject([{ kid: id, state: "retired" }]);
    expect((await call("DELETE", `${KEYS}/bc57109d-af9e-4070-8a53-3d5e3998f7bf-7148f`)).status).toBe(404);
    expect(
      (await call("DELETE", `${KEYS}/${(await admin("POST", "keys", { name: "x" })).body.id}`)).status,
    ).toBe(404);
  });

  test("is found by a part of its name, page by page, the oldest first", async () => {
    const { call } = await askFlowplayer();
    for (const name of ["Shop one", "shop two", "other", "third SHOP"]) await call("POST", KEYS, { name });
    const names = async (query: string) => {
      const { body } = await call("GET", `${KEYS}?${query}`);
      return body.playback_token_keys.map(({ name }: { name: string }) => name);
    };
    expect(await names("query=shop")).toEqual(["Shop one", "shop two", "third SHOP"]);
    expect(await names("query=name:one%7Cother")).toEqual(["Shop one", "other"]);
    expect(await names("page=2&per_page=3")).toEqual(["third SHOP"]);
    expect(await names("page=3&per_page=3")).toEqual([]);
    const { pagination } = (await call("GET", `${KEYS}?page=2&per_page=3`)).body;
    expect(pagination).toEqual({
      payload_version: 1,
      total_records: 4,
      page: 2,
      per_page: 3,
      total_pages: 2,
      page_first_index: 3,
      page_last_index: 3,
    });
    for (const query of ["page=0", "page=x", "per_page=-1", "per_page=1.5"]) {
      expect((await call("GET", `${KEYS}?${query}`)).status, query).toBe(422);
    }
  });

  test.for([
    [undefined, "name: can't be blank"],
    [{}, "name: can't be blank"],
    [{ name: "  " }, "name: can't be blank"],
    [{ name: 7 }, "name: must be a text"],
    [{ playback_token_key: { name: "" } }, "name: can't be blank"],
    [{ name: "a", value_encoding: "base64" }, "value_encoding"],
    [[], "body: must be an object"],
  ] as const)("is refused for the body %j", async ([body, message]) => {
    const { call } = await askFlowplayer();
    const reply = await call("POST", KEYS, body);
    expect(reply.status).toBe(422);
    expect(reply.body.meta.message).toContain(message);
  });
});

test("Wowza's form is wrapped and flat at once, and wrapped alone for who asks so", async () => {
  const { call } = await askFlowplayer();
  const flat = await call("POST", "/api/v2.0/playback_tokens/keys", { name: "a" });
  const { playback_token_key, ...own } = flat.body;
  expect([flat.status, playback_token_key]).toEqual([200, own]);
  expect(own).toMatchObject({ organization_id: own.id.slice(0, 36) });
  expect(own.created_at).toMatch(/Z$/);
  const wrapped = await call("POST", "/api/v2.0/playback_tokens/keys", { playback_token_key: { name: "b" } });
  expect(Object.keys(wrapped.body)).toEqual(["playback_token_key"]);
});

test("a key that calls too often waits as long as it is told, and nobody else does", async () => {
  let nowMilliseconds = 1_800_000_000_000;
  const now = () => nowMilliseconds;
  const clock = createClock({ wallMilliseconds: now, monotonicMilliseconds: now });
  const { call, callAs } = await askFlowplayer({ compatCallsPerSecond: 1, clock });
  const answers: Awaited<ReturnType<typeof call>>[] = [];
  for (const method of ["GET", "POST", "GET", "DELETE", "GET", "GET", "GET"] as const) {
    answers.push(await call(method, method === "DELETE" ? `${KEYS}/x` : KEYS));
  }
  expect(answers.map(({ status }) => status)).toEqual([200, 422, 200, 404, 200, 429, 429]);
  expect(answers[5]?.body).toEqual({ message: "Too Many Requests" });
  expect(answers[5]?.headers["retry-after"]).toBe("1");
  const other = await callAs({ id: "sk_other000", scopes: ["keys:read"] });
  expect((await other("GET", KEYS)).status).toBe(200);
  nowMilliseconds += 1000;
  expect((await call("GET", KEYS)).status).toBe(200);
});

test("a back end gets a thousand answers at once unless told otherwise", async () => {
  const { call } = await askFlowplayer();
  const answers = await Promise.all(Array.from({ length: 1000 }, () => call("GET", KEYS)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
});
