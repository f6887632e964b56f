import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADMIN_KEY, bearer, type ComposedApi, composeApi } from "../api/testing/compose-api.ts";

const UUID4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const TOKENS = "/api/v1/demo/assets/clip/access_tokens/";

let composed: ComposedApi;
beforeAll(async () => {
  composed = await composeApi();
});
afterAll(() => composed.server.close());

type Method = "GET" | "HEAD" | "POST" | "PUT" | "PATCH";

/** A call with an API key in the place of theirs. */
async function call(method: Method, url: string, payload?: object | string, key = ADMIN_KEY) {
  const headers = { authorization: `Token ${key}` };
  const reply = await composed.server.compat.inject({
    method,
    url,
    headers,
    ...(payload ? { payload } : {}),
  });
  return { status: reply.statusCode, headers: reply.headers, body: reply.body ? reply.json() : undefined };
}

const create = async (payload?: object) => (await call("POST", TOKENS, payload)).body;

/** A further key of API v1. */
async function makeKey(grant: object): Promise<string> {
  const reply = await composed.api.inject({
    method: "POST",
    url: "/v1/api-keys",
    headers: bearer,
    payload: { name: "made for a test", ...grant },
  });
  expect(reply.statusCode).toBe(201);
  return reply.json().key;
}

describe("an access token of TPStreams", () => {
  test("is made as the documentation shows, for ever, with the members of the documentation in their order", async () => {
    const { status, body } = await call("POST", TOKENS);
    expect(status).toBe(201);
    expect(Object.keys(body)).toEqual([
      "playback_url",
      "expires_after_first_usage",
      "code",
      "status",
      "valid_until",
      "annotations",
    ]);
    expect(body.code).toMatch(UUID4);
    expect(body).toMatchObject({
      playback_url: `http://localhost:8080/embed/clip/?access_token=${body.code}`,
      expires_after_first_usage: false,
      status: "Active",
      valid_until: null,
      annotations: [],
    });
  });

  test.each([
    ["an empty object", "{}", "application/json"],
    ["an empty form", "", "application/x-www-form-urlencoded"],
    ["a multipart form without a field", "--x--\r\n", "multipart/form-data; boundary=x"],
    ["a form of other fields", "colour=red", "application/x-www-form-urlencoded"],
  ])("is made from %s", async (_title, payload, type) => {
    const headers = { authorization: `Token ${ADMIN_KEY}`, "content-type": type };
    const reply = await composed.server.compat.inject({ method: "POST", url: TOKENS, headers, payload });
    expect(reply.statusCode).toBe(201);
    expect(reply.json()).toMatchObject({ valid_until: null, expires_after_first_usage: false });
  });

  test.each([
    ["Content-Disposition: form-data; name =time_to_live", "non_field_errors"],
    ['Content-Disposition: form-data; name="time_to_live"; filename="ttl"', "time_to_live"],
    ["", "non_field_errors"],
  ])(
    "passes no part of a multipart form over: a limit that is not read makes no token (%s)",
    async (head, field) => {
      const headers = {
        authorization: `Token ${ADMIN_KEY}`,
        "content-type": "multipart/form-data; boundary=x",
      };
      const payload = `--x\r\n${head}\r\n\r\n60\r\n--x--\r\n`;
      const reply = await composed.server.compat.inject({ method: "POST", url: TOKENS, headers, payload });
      expect([reply.statusCode, Object.keys(reply.json())]).toEqual([400, [field]]);
      const json = { method: "POST", url: TOKENS, headers, payload: '{"time_to_live": 60}' } as const;
      expect((await composed.server.compat.inject(json)).json().valid_until).toEqual(expect.any(String));
    },
  );

  test("takes the fields of a multipart form, with annotations as text", async () => {
    const form = new FormData();
    form.set("time_to_live", "60");
    form.set("annotations", '[{"text": "{user}"}]');
    const sent = new Response(form);
    const headers = {
      authorization: `Token ${ADMIN_KEY}`,
      "content-type": sent.headers.get("content-type") ?? "",
    };
    const payload = Buffer.from(await sent.arrayBuffer());
    const reply = await composed.server.compat.inject({ method: "POST", url: TOKENS, headers, payload });
    expect(reply.statusCode).toBe(201);
    const { valid_until, annotations } = reply.json();
    expect([Date.parse(valid_until) > Date.now(), annotations[0].text]).toEqual([true, "{user}"]);
  });

  test("does not read thousands of parts, which anybody could send to the address of logins", async () => {
    const part = '--x\r\nContent-Disposition: form-data; name="username"\r\n\r\n1\r\n';
    const headers = { "content-type": "multipart/form-data; boundary=x" };
    const payload = `${part.repeat(1_000)}--x--\r\n`;
    const request = { method: "POST", url: "/api/auth/login/", headers, payload } as const;
    const reply = await composed.server.compat.inject(request);
    expect([reply.statusCode, Object.keys(reply.json())]).toEqual([400, ["non_field_errors"]]);
  });

  test("takes the fields of a form, and JSON that curl calls a form: neither becomes a token for ever", async () => {
    const headers = {
      authorization: `Token ${ADMIN_KEY}`,
      "content-type": "application/x-www-form-urlencoded",
    };
    for (const payload of ["time_to_live=60&expires_after_first_usage=true", '{"time_to_live": 60}']) {
      const reply = await composed.server.compat.inject({ method: "POST", url: TOKENS, headers, payload });
      expect(Date.parse(reply.json().valid_until)).toBeGreaterThan(Date.now());
    }
  });

  test("is found by its code, in any case of letters, and by its public id, which hides the code", async () => {
    const { code } = await create({ time_to_live: 60 });
    const byCode = await call("GET", `${TOKENS}${code}/`);
    expect(byCode).toMatchObject({ status: 200, body: { code, status: "Active" } });
    expect((await call("GET", `${TOKENS}${code.toUpperCase()}/`)).body.code).toBe(code);
    const { results } = (await call("GET", TOKENS)).body;
    const [{ code: id }] = results;
    expect(id).toMatch(/^st_[0-9A-Za-z]{12}$/);
    const byId = await call("GET", `${TOKENS}${id}/`);
    expect(byId).toMatchObject({ status: 200, body: { code: id, playback_url: null, status: "Active" } });
    expect(JSON.stringify(results)).not.toContain(code);
  });

  test("of another asset is not there, and so is another organization's asset", async () => {
    const { code } = await create();
    for (const url of [
      `/api/v1/demo/assets/live/access_tokens/${code}/`,
      `/api/v1/other/assets/clip/access_tokens/${code}/`,
      `${TOKENS}609fb114-d45d-4b64-9c95-3a2334bec0ad/`,
      `/api/v1/demo/assets/nothing/access_tokens/${code}/`,
    ]) {
      expect(await call("GET", url)).toMatchObject({ status: 404, body: { detail: "Not found." } });
      expect((await call("PUT", url, { time_to_live: 0 })).status).toBe(404);
    }
    expect((await call("GET", `${TOKENS}${code}/`)).body.status).toBe("Active");
  });

  test("is changed field by field: what is left out stays, time_to_live counts from now, null is for ever", async () => {
    const { code } = await create({ time_to_live: 60, annotations: [{ text: "a" }] });
    const url = `${TOKENS}${code}/`;
    const longer = (await call("PUT", url, { time_to_live: 3_600 })).body;
    expect(Date.parse(longer.valid_until)).toBeGreaterThan(Date.now() + 3_500_000);
    expect(longer.annotations).toHaveLength(1);
    expect((await call("PATCH", url, { time_to_live: null })).body.valid_until).toBeNull();
    expect((await call("PUT", url, { expires_after_first_usage: true })).body).toMatchObject({
      expires_after_first_usage: true,
      valid_until: null,
    });
    expect((await call("PUT", url, { expires_after_first_usage: false })).body).toMatchObject({
      expires_after_first_usage: false,
    });
    expect((await call("PUT", url, { annotations: [] })).body.annotations).toEqual([]);
    expect((await call("PUT", url)).body).toMatchObject({ code, status: "Active" });
  });

  test("has expired at once with time_to_live 0, and is given time again", async () => {
    const { code } = await create();
    const url = `${TOKENS}${code}/`;
    expect((await call("PUT", url, { time_to_live: 0 })).body.status).toBe("Expired");
    expect((await call("GET", url)).body.status).toBe("Expired");
    expect((await call("PUT", url, { time_to_live: 60 })).body.status).toBe("Active");
  });

  test("for ever needs a key that may make such tokens; else plain words say so", async () => {
    const key = await makeKey({ scopes: ["tokens:create", "tokens:update"], longest_ttl_seconds: 600 });
    const endless = await call("POST", TOKENS, undefined, key);
    expect(endless.status).toBe(403);
    expect(endless.body.detail).toContain("tokens that live 600 seconds at most");
    const short = await call("POST", TOKENS, { time_to_live: 600 }, key);
    expect(short.status).toBe(201);
    const url = `${TOKENS}${short.body.code}/`;
    expect((await call("PUT", url, { time_to_live: null }, key)).status).toBe(403);
    expect((await call("PUT", url, { time_to_live: 601 }, key)).status).toBe(403);
    expect((await call("GET", url, undefined, key)).status).toBe(403);
  });

  test.each([
    [{ time_to_live: "soon" }, "time_to_live", "A valid integer is required."],
    [{ time_to_live: 1.5 }, "time_to_live", "A valid integer is required."],
    [{ time_to_live: true }, "time_to_live", "A valid integer is required."],
    [{ time_to_live: -1 }, "time_to_live", "Ensure this value is greater than or equal to 0."],
    [{ time_to_live: 1e12 }, "time_to_live", "Ensure this value is less than or equal to 316224000."],
    [{ expires_after_first_usage: "maybe" }, "expires_after_first_usage", "Must be a valid boolean."],
    [{ expires_after_first_usage: null }, "expires_after_first_usage", "This field may not be null."],
    [{ annotations: "x" }, "annotations", "Expected a list of items."],
    [
      { annotations: [{ color: "red" }] },
      "annotations",
      "Item 0: color: a hexadecimal color such as #FF0000 is required.",
    ],
    [[1], "non_field_errors", "Invalid data. Expected a dictionary."],
  ])("is not made from %j, and the answer names the field", async (payload, field, message) => {
    const { status, body } = await call("POST", TOKENS, payload);
    expect(status).toBe(400);
    expect(body).toEqual({ [field]: [message] });
  });

  test("is not made from what is no JSON", async () => {
    const headers = { authorization: `Token ${ADMIN_KEY}`, "content-type": "application/json" };
    for (const payload of ["{", '{"__proto__": {}}', "[".repeat(200)]) {
      const reply = await composed.server.compat.inject({ method: "POST", url: TOKENS, headers, payload });
      expect(reply.statusCode).toBe(400);
      expect(reply.json().detail).toMatch(/^JSON parse error - /);
    }
  });

  test("is listed and revoked by API v1, by its text as by its id, and then reads Expired", async () => {
    const { code } = await create();
    const found = await composed.api.inject({ url: `/v1/tokens/${code}`, headers: bearer });
    expect(found.json()).toMatchObject({ kind: "access", status: "active", max_uses: null });
    const listed = await composed.api.inject({ url: "/v1/tokens?stream=demo/clip&limit=1", headers: bearer });
    expect(listed.json().items[0].id).toBe(found.json().id);
    const revoked = await composed.api.inject({
      method: "DELETE",
      url: `/v1/tokens/${code}`,
      headers: bearer,
    });
    expect(revoked.statusCode).toBe(204);
    expect((await call("GET", `${TOKENS}${code}/`)).body.status).toBe("Expired");
    expect((await call("PUT", `${TOKENS}${code}/`, { time_to_live: 60 })).status).toBe(400);
  });

  test("made by API v1 is seen here; its form is no field there", async () => {
    const payload = { kind: "one-time", action: "play", target: { streams: ["demo/clip"] }, ttl_seconds: 60 };
    const made = await composed.api.inject({ method: "POST", url: "/v1/tokens", headers: bearer, payload });
    const { token } = made.json();
    expect((await call("GET", `${TOKENS}${token}/`)).body).toMatchObject({
      code: token,
      expires_after_first_usage: true,
    });
    const { status, body } = await call("PUT", `${TOKENS}${token}/`, { expires_after_first_usage: false });
    expect(status).toBe(400);
    expect(Object.keys(body)).toEqual(["expires_after_first_usage"]);
    const withForm = { ...payload, form: "uuid" };
    const other = await composed.api.inject({
      method: "POST",
      url: "/v1/tokens",
      headers: bearer,
      payload: withForm,
    });
    expect(other.statusCode).toBe(422);
  });
});

describe("the list of an asset's tokens", () => {
  test("is paged, newest first, and narrowed down by either word", async () => {
    const aliased = await composeApi();
    try {
      const headers = { authorization: `Token ${ADMIN_KEY}` };
      const inject = async (method: Method, url: string, payload?: object) =>
        (
          await aliased.server.compat.inject({ method, url, headers, ...(payload ? { payload } : {}) })
        ).json();
      for (let count = 0; count < 5; count += 1) await inject("POST", TOKENS, { time_to_live: 60 + count });
      const { code } = await inject("POST", TOKENS);
      await inject("PUT", `${TOKENS}${code}/`, { time_to_live: 0 });
      expect(await inject("GET", `${TOKENS}?page_size=4`)).toMatchObject({
        count: 6,
        per_page: 4,
        previous: null,
      });
      const second = await inject("GET", `${TOKENS}?page=2&page_size=4`);
      expect(second.results).toHaveLength(2);
      expect(second.next).toBeNull();
      expect(second.previous).toBe(
        "http://localhost:8080/api/v1/demo/assets/clip/access_tokens/?page=1&page_size=4",
      );
      expect(await inject("GET", `${TOKENS}?status=active`)).toMatchObject({ count: 5, per_page: 20 });
      const expired = await inject("GET", `${TOKENS}?is_active=false`);
      expect(expired.results).toMatchObject([{ status: "Expired", modified: null }]);
      expect(await inject("GET", `${TOKENS}?page=9`)).toEqual({ detail: "Invalid page." });
      for (const query of [
        "status=all",
        "is_active=2",
        "page=0",
        "page_size=x",
        "status=active&is_active=0",
      ]) {
        const reply = await aliased.server.compat.inject({ url: `${TOKENS}?${query}`, headers });
        expect(reply.statusCode, query).toBe(400);
      }
    } finally {
      await aliased.server.close();
    }
  });
});

describe("a login", () => {
  const logIn = (fields: object) =>
    composed.server.compat.inject({ method: "POST", url: "/api/auth/login/", payload: fields });
  const good = { username: "hari@example.com", password: ADMIN_KEY, organization_id: "demo" };

  test("answers a further key that makes tokens and no keys, and logging out removes that key alone", async () => {
    const reply = await logIn(good);
    expect(reply.statusCode).toBe(200);
    expect(Object.keys(reply.json())).toEqual(["token"]);
    const { token } = reply.json();
    expect((await call("POST", TOKENS, {}, token)).status).toBe(201);
    const me = await composed.api.inject({
      url: "/v1/whoami",
      headers: { authorization: `Bearer ${token}` },
    });
    expect(me.json()).toMatchObject({
      name: "login: hari@example.com",
      scopes: ["tokens:read", "tokens:create", "tokens:update"],
    });
    expect((await logIn({ ...good, password: token })).statusCode).toBe(403);
    expect((await call("POST", "/api/auth/logout/", undefined, token)).status).toBe(204);
    expect(await call("POST", TOKENS, {}, token)).toMatchObject({
      status: 401,
      body: { detail: "Invalid token." },
    });
    expect((await call("POST", "/api/auth/logout/", undefined, token)).status).toBe(401);
    expect((await call("POST", "/api/auth/logout/")).status).toBe(403);
    expect((await call("POST", TOKENS)).status).toBe(201);
  });

  test("gives no right that its key has not", async () => {
    const narrow = await makeKey({
      scopes: ["keys:write", "tokens:create"],
      applications: ["demo"],
      actions: ["play"],
      longest_ttl_seconds: 300,
    });
    const { token } = (await logIn({ ...good, password: narrow })).json();
    const me = await composed.api.inject({
      url: "/v1/whoami",
      headers: { authorization: `Bearer ${token}` },
    });
    expect(me.json()).toMatchObject({
      scopes: ["tokens:create"],
      applications: ["demo"],
      actions: ["play"],
      longest_ttl_seconds: 300,
    });
    expect((await call("POST", TOKENS, { time_to_live: 301 }, token)).status).toBe(403);
    const other = await makeKey({ scopes: ["keys:write", "usage:read"] });
    expect((await logIn({ ...good, password: other })).statusCode).toBe(403);
    const without = await makeKey({ scopes: ["tokens:create"] });
    expect((await logIn({ ...good, password: without })).statusCode).toBe(403);
  });

  test("needs its three fields, the key's own organization, and a key", async () => {
    const { username: _, ...rest } = good;
    expect((await logIn(rest)).json()).toEqual({ username: ["This field is required."] });
    expect((await logIn({ ...good, organization_id: 7 })).json()).toEqual({
      organization_id: ["Not a valid string."],
    });
    expect((await logIn({ ...good, organization_id: "other" })).statusCode).toBe(400);
    const wrong = await logIn({ ...good, password: "wrong" });
    expect(wrong.statusCode).toBe(400);
    expect(wrong.json()).toEqual({ non_field_errors: ["Unable to log in with provided credentials."] });
  });
});

test("an organization has 20 keys of logins, also when many log in at once, and one more after a logout", async () => {
  const own = await composeApi();
  try {
    const payload = { username: "ci", password: ADMIN_KEY, organization_id: "demo" };
    const logIn = () => own.server.compat.inject({ method: "POST", url: "/api/auth/login/", payload });
    const replies = await Promise.all(Array.from({ length: 24 }, logIn));
    const made = replies.filter(({ statusCode }) => statusCode === 200);
    expect(made).toHaveLength(20);
    const [full] = replies.filter(({ statusCode }) => statusCode !== 200);
    expect(full?.statusCode).toBe(400);
    expect(full?.json().detail).toContain("20 keys of logins");
    const headers = { authorization: `Token ${made[0]?.json().token}` };
    await own.server.compat.inject({ method: "POST", url: "/api/auth/logout/", headers });
    expect((await logIn()).statusCode).toBe(200);
  } finally {
    await own.server.close();
  }
});

test("wrong passwords and wrong tokens are slowed down, good ones never", async () => {
  const own = await composeApi();
  try {
    const logIn = (password: string) =>
      own.server.compat.inject({
        method: "POST",
        url: "/api/auth/login/",
        payload: { username: "x", password, organization_id: "demo" },
      });
    const statuses: number[] = [];
    for (let count = 0; count < 32; count += 1) statuses.push((await logIn(`wrong-${count}`)).statusCode);
    expect([statuses[0], statuses.at(-1)]).toEqual([400, 429]);
    expect((await logIn(ADMIN_KEY)).statusCode).toBe(200);
    const headers = { authorization: `Token ${ADMIN_KEY}` };
    const made = await own.server.compat.inject({ method: "POST", url: TOKENS, headers });
    const head = (token: string) =>
      own.server.compat.inject({ method: "HEAD", url: `/api/v1/demo/assets/clip/?access_token=${token}` });
    const seen: number[] = [];
    for (let count = 0; count < 32; count += 1) seen.push((await head(crypto.randomUUID())).statusCode);
    expect([seen[0], seen.at(-1)]).toEqual([403, 429]);
    expect((await head(made.json().code)).statusCode).toBe(200);
  } finally {
    await own.server.close();
  }
});

describe("what players ask", () => {
  const asset = "/api/v1/demo/assets/clip/";

  test("HEAD says whether a token is good and spends nothing; GET says where the media is", async () => {
    const { code } = await create({ expires_after_first_usage: true });
    const ask = (method: "HEAD" | "GET", query: string, url = asset) =>
      composed.server.compat.inject({ method, url: `${url}${query}` });
    for (let count = 0; count < 3; count += 1)
      expect((await ask("HEAD", `?access_token=${code}/`)).statusCode).toBe(200);
    expect((await ask("HEAD", "")).statusCode).toBe(401);
    expect((await ask("HEAD", "?access_token=609fb114-d45d-4b64-9c95-3a2334bec0ad")).statusCode).toBe(403);
    for (const url of [
      "/api/v1/other/assets/clip/",
      "/api/v1/demo/assets/live/",
      "/api/v1/demo/assets/none/",
    ])
      expect((await ask("HEAD", `?access_token=${code}`, url)).statusCode, url).toBe(403);
    const got = await ask("GET", `?access_token=${code}`);
    expect(got.json()).toMatchObject({ id: "clip", type: "video", live_stream: null });
    expect(got.json().video.playback_url).toContain(`/demo/clip/index.m3u8?token=${code}`);
    expect(got.headers["access-control-allow-origin"]).toBe("*");
    expect((await call("GET", `${TOKENS}${code}/`)).body.status).toBe("Active");
  });

  test("no token opens a key by itself", async () => {
    const { code } = await create();
    const reply = await composed.server.compat.inject({ url: `${asset}aes_key/?access_token=${code}` });
    expect(reply.statusCode).toBe(403);
    expect(reply.json().reason).toBe("not-an-entry");
  });
});

test("no code is in a log line, a decision or an audit entry", async () => {
  const { code } = await create({ expires_after_first_usage: true });
  await call("GET", `${TOKENS}${code}/`);
  await call("PUT", `${TOKENS}${code}/`, { time_to_live: 30 });
  await call("GET", `/api/v1/demo/assets/${code}/access_tokens/${code}/`);
  await composed.server.compat.inject({ url: `/api/v1/demo/assets/${code}/?access_token=${code}` });
  await composed.server.compat.inject({ url: `/api/v1/demo/assets/clip/aes_key/?access_token=${code}` });
  const kept = await Promise.all(
    ["/v1/decisions", "/v1/audit", "/v1/tokens"].map(url => composed.api.inject({ url, headers: bearer })),
  );
  expect(kept.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
  expect(kept.map(({ body }) => body).join("")).not.toContain(code);
  expect(JSON.stringify(composed.lines)).not.toContain(code);
});
