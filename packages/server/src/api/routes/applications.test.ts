import { describe, expect, test } from "vitest";
import { askApi, beginSession, endOf } from "../testing/declaring-api.ts";

const vod = { name: "vod", kind: "vod" };

describe("an application", () => {
  test("shows what is in force, defaults included, and takes the words of the configuration file", async () => {
    const { admin } = await askApi();
    const made = await admin("POST", "applications", {
      ...vod,
      origin: null,
      registered_only: true,
      enforcement: { play: "report" },
      default_ttl: 60,
      sessions: { max_seconds: 100 },
      grace: { seconds: 0 },
    });
    expect(made.status).toBe(201);
    expect(made.headers.etag).toBe('"1"');
    expect(made.body).toMatchObject({
      name: "vod",
      kind: "vod",
      origin: null,
      registered_only: true,
      enforcement: { publish: "enforce", play: "report" },
      default_ttl: 60,
      sessions: { idle_seconds: 100, max_seconds: 100, lease_seconds: 100 },
      grace: { seconds: 0, repeats: 3 },
      declared_in: null,
      version: 1,
    });
    const read = (await admin("GET", "applications/vod")).body;
    expect(read).toEqual({ ...made.body, origin_health: null });
  });

  test("changes field by field; null is the default, and maps are merged", async () => {
    const { admin } = await askApi();
    await admin("POST", "applications", { ...vod, enforcement: { play: "off" }, default_ttl: 60 });
    const { body, headers } = await admin("PATCH", "applications/vod", {
      enforcement: { publish: "report" },
      default_ttl: null,
    });
    expect(body).toMatchObject({
      enforcement: { publish: "report", play: "off" },
      default_ttl: 86_400,
      version: 2,
    });
    expect(headers.etag).toBe('"2"');
  });

  test("says how its sessions are carried, and who else may see them", async () => {
    const { admin } = await askApi();
    const edge_urls = ["https://edge.example/hls"];
    await admin("POST", "applications", { ...vod, carriage: "cookie", edge_urls });
    const { body } = await admin("GET", "applications/vod");
    expect(body).toMatchObject({ carriage: "cookie", edge_urls });
    const back = await admin("PATCH", "applications/vod", { carriage: null, edge_urls: null });
    expect(back.body).toMatchObject({ carriage: "path", edge_urls: [] });
    const wrong = await admin("PATCH", "applications/vod", { edge_urls: ["https://user:pw@edge.example"] });
    expect(wrong.status).toBe(422);
  });

  test("that is built in can be changed and not removed", async () => {
    const { admin } = await askApi();
    for (const name of ["live", "demo"]) {
      expect((await admin("GET", `applications/${name}`)).body.version).toBe(0);
      const changed = await admin(
        "PATCH",
        `applications/${name}`,
        { default_ttl: 60 },
        { "if-match": '"0"' },
      );
      expect(changed.body).toMatchObject({ default_ttl: 60, version: 1 });
      const refused = await admin("DELETE", `applications/${name}?force=true`);
      expect([refused.status, refused.body.reason]).toEqual([409, "state-conflict"]);
    }
    expect((await admin("GET", "applications/demo")).body.origin).toEqual({ demo: true });
    expect((await admin("PATCH", "applications/demo", { origin: null })).status).toBe(422);
  });

  test("is not overwritten by who has read an older version", async () => {
    const { admin } = await askApi();
    await admin("POST", "applications", vod);
    const stale = { "if-match": '"1"' };
    expect((await admin("PATCH", "applications/vod", { default_ttl: 1 }, stale)).status).toBe(200);
    expect((await admin("PATCH", "applications/vod", { default_ttl: 2 }, stale)).body.reason).toBe(
      "version-stale",
    );
    expect((await admin("DELETE", "applications/vod", undefined, stale)).status).toBe(412);
    const both = await Promise.all(
      [3, 4].map(default_ttl => admin("PATCH", "applications/vod", { default_ttl })),
    );
    expect(both.map(({ body }) => body.version)).toEqual([3, 4]);
  });

  test.each([
    [{ ...vod, grace: { seconds: 61 } }, "grace.seconds"],
    [{ ...vod, sessions: { idle_seconds: 9, max_seconds: 8 } }, "sessions"],
    [{ ...vod, origin: {} }, "origin"],
    [{ ...vod, origin: { url: "ftp://x" } }, "origin.url"],
    [{ ...vod, origin: { url: "https://x.example", headers: { a: "[set]" } } }, "origin.headers.a"],
    [{ ...vod, streams: "any" }, "streams"],
    [{ ...vod, name: "a b" }, "name"],
    [{ name: "vod" }, "kind"],
  ])("%j is refused at its field", async (body, field) => {
    const { admin } = await askApi();
    const refused = await admin("POST", "applications", body);
    expect(refused.status).toBe(422);
    expect(refused.body.errors.map((error: { readonly field: string }) => error.field)).toContain(field);
  });
});

describe("the name of an application", () => {
  test("is taken in its own organization, and reserved for any other as a word of Sluice's own is", async () => {
    const { admin, askAs } = await askApi();
    const other = await askAs({ organization: "other" });
    expect((await other("POST", "applications", vod)).status).toBe(201);
    expect((await other("POST", "applications", vod)).body.reason).toBe("name-taken");
    const tenants = (await admin("POST", "applications", vod)).body;
    const word = (await admin("POST", "applications", { ...vod, name: "api" })).body;
    expect(tenants).toMatchObject({ status: 409, reason: "name-reserved" });
    expect({ ...tenants, ref: "", detail: tenants.detail.replace("vod", "api") }).toEqual({
      ...word,
      ref: "",
    });
  });

  test("of another organization answers as one that nobody has", async () => {
    const { admin, askAs } = await askApi();
    const other = await askAs({ organization: "other" });
    await other("POST", "applications", vod);
    for (const [method, body] of [["GET"], ["PATCH", {}], ["DELETE"]] as const) {
      const real = (await admin(method, "applications/vod", body)).body;
      const none = (await admin(method, "applications/none", body)).body;
      expect({ ...real, ref: "" }).toEqual({ ...none, ref: "" });
      expect(real.status).toBe(404);
    }
    expect((await admin("GET", "applications")).body.items).toHaveLength(2);
    expect((await other("GET", "applications")).body.items).toHaveLength(1);
  });
});

describe("the origin of an application", () => {
  const secret = "Bearer of-the-origin";
  const origin = { url: "https://origin.example/hls/", headers: { Authorization: secret } };

  test("keeps its headers sealed, and shows that they are set", async () => {
    const { admin, store } = await askApi();
    const { body } = await admin("POST", "applications", { ...vod, origin });
    expect(body.origin).toEqual({
      url: "https://origin.example/hls",
      headers: { authorization: "[set]" },
      allow_private: false,
    });
    await admin("PATCH", "applications/vod", { default_ttl: 5 });
    const kept = JSON.stringify([
      await store.objects(),
      (await store.listAudit({ organization: "demo", limit: 10 })).items,
    ]);
    expect(kept).toContain("sealed_headers");
    expect(kept).not.toContain("of-the-origin");
    expect((await admin("GET", "applications/vod")).body.origin.headers).toEqual({ authorization: "[set]" });
  });

  test.each([
    [
      { url: "https://origin.example", user: "reader-name", password: "of-the-origin" },
      { url: "https://origin.example", headers: {}, user: "[set]", password: "[set]", allow_private: false },
    ],
    [
      { url: "https://origin.example", bearer: "of-the-origin" },
      { url: "https://origin.example", headers: {}, bearer: "[set]", allow_private: false },
    ],
    [
      {
        bucket: "films",
        access_key_id: "reader-name",
        secret_access_key: "of-the-origin",
        session_token: "of-the-origin",
      },
      {
        bucket: "films",
        region: "us-east-1",
        endpoint: "https://s3.us-east-1.amazonaws.com",
        prefix: null,
        path_style: false,
        access_key_id: "[set]",
        secret_access_key: "[set]",
        session_token: "[set]",
        allow_private: false,
      },
    ],
  ])("keeps the secrets of %j sealed, in the database and in every answer", async (said, shown) => {
    const { admin, store } = await askApi();
    const answers = [
      await admin("POST", "applications", { ...vod, origin: said }),
      await admin("PATCH", "applications/vod", { default_ttl: 5 }),
      await admin("GET", "applications/vod"),
      await admin("GET", "applications"),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 200, 200, 200]);
    expect(answers[2]?.body.origin).toEqual(shown);
    const { items } = await store.listAudit({ organization: "demo", limit: 10 });
    const kept = JSON.stringify([await store.objects(), items, answers.map(({ body }) => body)]);
    expect(kept).toContain("sealed_secrets");
    expect(kept).not.toMatch(/of-the-origin|reader-name/);
  });

  test("is replaced as a whole, so that its headers do not go to another address", async () => {
    const { admin } = await askApi();
    await admin("POST", "applications", { ...vod, origin });
    const { body } = await admin("PATCH", "applications/vod", {
      origin: { url: "https://elsewhere.example" },
    });
    expect(body.origin).toEqual({ url: "https://elsewhere.example", headers: {}, allow_private: false });
  });

  test.each([
    { folder: "/srv/media" },
    { url: "http://127.0.0.1:8888" },
    { url: "http://localhost." },
    { bucket: "films", access_key_id: "a", secret_access_key: "b", endpoint: "http://10.0.0.5:9000" },
    { url: "http://2130706433/" },
    { url: "http://[::ffff:10.0.0.1]/" },
    { url: "http://169.254.169.254/" },
    { url: "https://origin.example", allow_private: true },
  ])("%j is for the machine's own operators", async inside => {
    const { admin, operator } = await askApi();
    expect((await admin("POST", "applications", { ...vod, origin: inside })).body.reason).toBe(
      "not-permitted",
    );
    await admin("POST", "applications", vod);
    expect((await admin("PATCH", "applications/vod", { origin: inside })).status).toBe(403);
    expect((await operator("PATCH", "applications/vod", { origin: inside })).status).toBe(200);
    expect((await admin("PATCH", "applications/vod", { default_ttl: 5 })).body.origin).not.toBeNull();
  });

  test("in a folder has an absolute path", async () => {
    const { operator } = await askApi();
    expect((await operator("POST", "applications", { ...vod, origin: { folder: "media" } })).status).toBe(
      422,
    );
  });
});

describe("the removal of an application", () => {
  test("is refused while it has streams or sessions, and takes them along with force", async () => {
    const { admin } = await askApi();
    await admin("POST", "applications", { name: "cams", kind: "live" });
    await admin("POST", "streams", { application: "cams", id: "a", group: "g" });
    const session = await beginSession(admin, { streams: ["cams/b"] }, "cams/b");
    const refused = await admin("DELETE", "applications/cams");
    expect(refused.body).toMatchObject({ status: 409, reason: "state-conflict" });
    expect(refused.body.detail).toContain("registered streams (1) or running sessions (1)");
    expect((await admin("DELETE", "applications/cams?force=true")).status).toBe(204);
    expect(await endOf(admin, session)).toBe("stream-removed");
    expect((await admin("GET", "applications/cams")).status).toBe(404);
    expect((await admin("GET", "streams?group=g")).body.items).toEqual([]);
    expect((await admin("POST", "applications", { name: "cams", kind: "live" })).status).toBe(201);
  });
});

test("sessions of names that are no longer taken end with the change, and no other", async () => {
  const { admin } = await askApi();
  await admin("POST", "streams", { application: "live", id: "a" });
  const registered = await beginSession(admin, { streams: ["live/a"] }, "live/a");
  const free = await beginSession(admin, { streams: ["live/b"] }, "live/b");
  await admin("PATCH", "applications/live", { registered_only: true });
  expect(await endOf(admin, free)).toBe("stream-removed");
  expect(await endOf(admin, registered)).toBeNull();
});

test("what the file declares is locked, and the refusal names file and line", async () => {
  const { admin, declare } = await askApi();
  await declare("demo: true\napplications:\n  vod:\n    kind: vod\n");
  expect((await admin("GET", "applications/vod")).body).toMatchObject({
    declared_in: "sluice.yaml:3:3",
    version: 0,
    created_at: null,
  });
  for (const [method, body] of [["PATCH", { default_ttl: 5 }], ["DELETE"]] as const) {
    const refused = await admin(method, "applications/vod", body);
    expect(refused.body).toMatchObject({ status: 409, reason: "declared-in-file" });
    expect(refused.body.detail).toContain("sluice.yaml:3:3");
  }
  expect((await admin("POST", "streams", { application: "vod", id: "mine" })).status).toBe(201);
});

test("a key that is limited to applications sees and changes those alone", async () => {
  const { admin, askAs } = await askApi();
  await admin("POST", "applications", vod);
  const limited = await askAs({ scopes: ["admin"], applications: ["vod", "new"] });
  expect((await limited("GET", "applications")).body.items.map(({ name }: { name: string }) => name)).toEqual(
    ["vod"],
  );
  expect((await limited("GET", "applications/live")).status).toBe(404);
  expect((await limited("PATCH", "applications/live", {})).status).toBe(404);
  expect((await limited("POST", "applications", { ...vod, name: "other" })).status).toBe(403);
  expect((await limited("POST", "applications", { ...vod, name: "new" })).status).toBe(201);
});

test("every change has an entry in the audit log, with what was before and after", async () => {
  const { admin, store } = await askApi();
  await admin("POST", "applications", vod);
  await admin("PATCH", "applications/vod", { default_ttl: 5 });
  await admin("PATCH", "applications/vod", { default_ttl: 0 });
  await admin("DELETE", "applications/vod");
  const { items } = await store.listAudit({ organization: "demo", limit: 10 });
  expect(items.map(({ action, before, after }) => [action, before, after])).toMatchObject([
    ["application.delete", { default_ttl: 5, version: 2 }, undefined],
    ["application.update", { default_ttl: 86_400, version: 1 }, { default_ttl: 5, version: 2 }],
    ["application.create", undefined, { name: "vod", version: 1 }],
  ]);
});

test("lists go on where the page before ended", async () => {
  const { admin } = await askApi();
  for (const name of ["c1", "a1", "b1"]) await admin("POST", "applications", { name, kind: "live" });
  const names: string[] = [];
  let next = "applications?limit=2";
  while (next !== "") {
    const { body } = await admin("GET", next);
    names.push(...body.items.map(({ name }: { name: string }) => name));
    next = body.next === null ? "" : `applications?limit=2&cursor=${body.next}`;
  }
  expect(names).toEqual(["a1", "b1", "c1", "demo", "live"]);
  expect((await admin("GET", "applications?cursor=made-up")).status).toBe(422);
});
