import { describe, expect, test } from "vitest";
import { askApi, beginSession, endOf } from "../testing/declaring-api.ts";

describe("a group", () => {
  test("is made of streams by any of their names, and registers those that nobody has", async () => {
    const { admin } = await askApi();
    await admin("POST", "streams", { application: "live", id: "a", aliases: ["x"] });
    const { status, body } = await admin("POST", "groups", {
      id: "news",
      title: "The news",
      streams: ["x", "clip", "live/new"],
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      id: "news",
      title: "The news",
      stream_count: 3,
      streams: ["demo/clip", "live/a", "live/new"],
      version: 1,
    });
    expect((await admin("GET", "groups/news")).body).toEqual(body);
    expect((await admin("GET", "streams/live/new")).body).toMatchObject({ group: "news", version: 1 });
    expect((await admin("GET", "groups")).body.items).toEqual([body]);
  });

  test("exists as soon as a stream names it, and can then be given a title", async () => {
    const { admin } = await askApi();
    await admin("POST", "streams", { application: "live", id: "a", group: "g" });
    expect((await admin("GET", "groups/g")).body).toMatchObject({
      streams: ["live/a"],
      title: null,
      version: 0,
    });
    expect((await admin("POST", "groups", { id: "g" })).body.reason).toBe("name-taken");
    const { body } = await admin("PATCH", "groups/g", { title: "G" }, { "if-match": '"0"' });
    expect(body).toMatchObject({ title: "G", streams: ["live/a"], version: 1 });
  });

  test("gets and loses streams by its list; one that is in another group moves", async () => {
    const { admin } = await askApi();
    await admin("POST", "groups", { id: "one", streams: ["live/a", "live/b"] });
    await admin("POST", "groups", { id: "two", streams: ["live/b", "live/c"] });
    expect((await admin("GET", "groups/one")).body.streams).toEqual(["live/a"]);
    expect((await admin("PATCH", "groups/two", { streams: ["live/c"] })).body.streams).toEqual(["live/c"]);
    expect((await admin("GET", "streams/live/b")).body.group).toBeNull();
    expect((await admin("DELETE", "groups/two")).status).toBe(204);
    expect((await admin("GET", "streams/live/c")).body.group).toBeNull();
    expect((await admin("GET", "groups/two")).status).toBe(404);
  });

  test("refuses names that mean no stream, or two, each at its place", async () => {
    const { admin } = await askApi();
    await admin("POST", "streams", { application: "live", id: "clip" });
    const refused = await admin("POST", "groups", {
      id: "g",
      streams: ["live/a", "none", "clip", "demo/none"],
    });
    expect(refused.body.errors.map(({ field }: { field: string }) => field)).toEqual([
      "streams.1",
      "streams.2",
      "streams.3",
    ]);
    expect((await admin("GET", "groups")).body.items).toEqual([]);
    expect((await admin("GET", "streams/live/a")).status).toBe(404);
  });

  test("that the file declares is locked, and so are the file's streams in any other", async () => {
    const { admin, declare } = await askApi();
    await declare(
      "groups:\n  g: {streams: [live/a]}\napplications:\n  vod: {kind: vod, streams: {clip: {group: h}}}\n",
    );
    expect((await admin("PATCH", "groups/g", { title: "mine" })).body.detail).toContain("sluice.yaml:2:3");
    expect((await admin("DELETE", "groups/g")).body.reason).toBe("declared-in-file");
    expect((await admin("POST", "groups", { id: "mine", streams: ["live/a"] })).body.reason).toBe(
      "declared-in-file",
    );
    expect((await admin("PATCH", "groups/h", { streams: [] })).body.detail).toContain("sluice.yaml:4:30");
    expect((await admin("PATCH", "groups/h", { streams: ["vod/clip", "live/b"] })).status).toBe(200);
    expect((await admin("GET", "groups/h")).body.streams).toEqual(["live/b", "vod/clip"]);
  });

  test("is seen as far as a limited key may see, and changed only by who sees all of it", async () => {
    const { admin, askAs } = await askApi();
    await admin("POST", "groups", { id: "both", streams: ["live/a", "demo/clip"] });
    await admin("POST", "groups", { id: "demo-only", streams: ["demo/live"] });
    const limited = await askAs({ applications: ["live"] });
    const { body } = await limited("GET", "groups");
    expect(body.items).toMatchObject([{ id: "both", streams: ["live/a"], stream_count: 1 }]);
    expect((await limited("GET", "groups/demo-only")).status).toBe(404);
    expect((await limited("PATCH", "groups/both", { streams: [] })).body.reason).toBe("not-permitted");
    expect((await limited("DELETE", "groups/both")).status).toBe(403);
    expect((await limited("POST", "groups", { id: "mine", streams: ["demo/clip"] })).status).toBe(422);
    expect((await limited("POST", "groups", { id: "mine", streams: ["live/b"] })).status).toBe(201);
    expect((await limited("PATCH", "groups/mine", { streams: ["live/c"] })).status).toBe(200);
  });
});

describe("a token of a group", () => {
  test("opens a stream that joined later, and a stream that left no longer", async () => {
    const { admin } = await askApi();
    await admin("POST", "groups", { id: "g", streams: ["live/a"] });
    const grant = { kind: "access", action: "play", target: { group: "g" } };
    const { body: token } = await admin("POST", "tokens", grant);
    const allowed = async (stream: string) =>
      (await admin("POST", "check", { action: "play", stream, token: token.token })).body.allowed;
    expect([await allowed("live/a"), await allowed("live/b")]).toEqual([true, false]);
    await admin("PATCH", "groups/g", { streams: ["live/b"] });
    expect([await allowed("live/a"), await allowed("live/b")]).toEqual([false, true]);
  });

  test("that is called as a stream is means the group", async () => {
    const { admin } = await askApi();
    await admin("POST", "streams", { application: "live", id: "news" });
    await admin("POST", "groups", { id: "news", streams: ["live/a"] });
    const { body } = await admin("POST", "tokens", {
      kind: "access",
      action: "play",
      target: { group: "news" },
    });
    expect(body.target).toEqual({ group: "news" });
  });
});

describe("running sessions", () => {
  test("end when their stream leaves the group of their token; others go along", async () => {
    const { admin } = await askApi();
    await admin("POST", "groups", { id: "g", streams: ["live/a", "live/b"] });
    const byGroup = await beginSession(admin, { group: "g" }, "live/a");
    const byName = await beginSession(admin, { streams: ["live/a"] }, "live/a");
    const staying = await beginSession(admin, { group: "g" }, "live/b");
    await admin("PATCH", "groups/g", { streams: ["live/b"] });
    expect(await endOf(admin, byGroup)).toBe("left-group");
    expect(await endOf(admin, byName)).toBeNull();
    expect(await endOf(admin, staying)).toBeNull();
    await admin("PATCH", "streams/live/a", { group: "new" });
    await admin("POST", "revocations", { selector: { group: "new" } });
    expect(await endOf(admin, byName)).toBe("revoked");
    await admin("DELETE", "groups/g");
    expect(await endOf(admin, staying)).toBe("left-group");
  });

  test("end when the file takes their stream out of the group", async () => {
    const { admin, declare } = await askApi();
    await declare("groups: {g: {streams: [live/a, live/b]}}");
    const left = await beginSession(admin, { group: "g" }, "live/a");
    const staying = await beginSession(admin, { group: "g" }, "live/b");
    await declare("groups: {g: {streams: [live/b]}}");
    expect(await endOf(admin, left)).toBe("left-group");
    expect(await endOf(admin, staying)).toBeNull();
  });
});

test("every change has an entry in the audit log", async () => {
  const { admin, store } = await askApi();
  await admin("POST", "groups", { id: "g", streams: ["live/a"] });
  await admin("PATCH", "groups/g", { streams: ["live/b"] });
  await admin("DELETE", "groups/g");
  const { items } = await store.listAudit({ organization: "demo", limit: 10 });
  expect(items.map(({ action, before, after }) => [action, before, after])).toMatchObject([
    ["group.delete", { streams: ["live/b"] }, undefined],
    ["group.update", { streams: ["live/a"] }, { streams: ["live/b"] }],
    ["group.create", undefined, { streams: ["live/a"] }],
  ]);
});
