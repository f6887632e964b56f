import { describe, expect, test } from "vitest";
import { askApi, beginSession, endOf } from "../testing/declaring-api.ts";

const named = (body: { readonly items: readonly { readonly name: string }[] }) =>
  body.items.map(({ name }) => name);

describe("a stream", () => {
  test("is found by its name with slashes plain or encoded, by an alias, and by an id that only it has", async () => {
    const { admin } = await askApi();
    const stream = { application: "live", id: "2026/derby/cam-1", aliases: ["uuid-1"], kind: "vod" };
    const made = await admin("POST", "streams", stream);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      name: "live/2026/derby/cam-1",
      kind: "vod",
      group: null,
      aliases: ["uuid-1"],
      entries: { hls: "index.m3u8", dash: null, mp4: null },
      enforcement: { publish: null, play: null },
      limits: { ip: [], domains: [], max_sessions: null, not_before: null, expires_at: null },
      version: 1,
    });
    for (const name of [
      "live/2026/derby/cam-1",
      "live%2F2026%2Fderby%2Fcam-1",
      "uuid-1",
      "2026/derby/cam-1",
    ]) {
      expect((await admin("GET", `streams/${name}`)).body, name).toEqual(made.body);
    }
    expect((await admin("GET", "streams/live/unregistered")).status).toBe(404);
    expect((await admin("GET", "streams/clip")).body.name).toBe("demo/clip");
  });

  test("has limits in the words of a token's, and loses them with null", async () => {
    const { admin } = await askApi();
    const limits = {
      ip: ["10.0.0.0/8"],
      domains: ["*.Example.com"],
      max_sessions: 3,
      expires_at: 2_000_000_000,
    };
    const { body } = await admin("POST", "streams", { application: "live", id: "a", limits });
    expect(body.limits).toMatchObject({ ...limits, domains: ["*.example.com"], not_before: null });
    const patched = await admin("PATCH", "streams/live/a", { limits: { ip: null, max_sessions: 4 } });
    expect(patched.body.limits).toEqual({ ...body.limits, ip: [], max_sessions: 4 });
    expect((await admin("PATCH", "streams/live/a", { limits: null })).body.limits.domains).toEqual([]);
    const refused = await admin("PATCH", "streams/live/a", {
      limits: { not_before: 2_000_000_001, expires_at: 1 },
    });
    expect(refused.body.errors).toMatchObject([{ field: "limits" }]);
  });

  test.each([
    [{ application: "none", id: "a" }, 422, "request-invalid"],
    [{ application: "demo", id: "clip" }, 409, "name-taken"],
    [{ application: "live", id: "whip" }, 409, "name-reserved"],
    [{ application: "live", id: "a/whep" }, 409, "name-reserved"],
    [{ application: "live", id: "a/../b" }, 422, "request-invalid"],
    [{ application: "live", id: "st_0123456789abABCDEFGHIJKLMNOPQRSTUVWXYZ" }, 422, "request-invalid"],
    [
      { application: "live", id: "a", aliases: ["st_0123456789abABCDEFGHIJKLMNOPQRSTUVWXYZ"] },
      422,
      "request-invalid",
    ],
    [
      { application: "live", id: "a", group: "st_0123456789abABCDEFGHIJKLMNOPQRSTUVWXYZ" },
      422,
      "request-invalid",
    ],
    [{ application: "live", id: "a", aliases: ["clip"] }, 409, "name-taken"],
    [{ application: "live", id: "a", aliases: ["a"] }, 409, "name-taken"],
    [{ application: "live", id: "a", aliases: ["taken"] }, 409, "name-taken"],
    [{ application: "live", id: "taken" }, 409, "name-taken"],
    [{ application: "live", id: "a", aliases: ["whip"] }, 422, "request-invalid"],
    [{ application: "live", id: "a", limits: { ip: [] } }, 422, "request-invalid"],
    [{ application: "live", id: "a", entries: { hls: "../x" } }, 422, "request-invalid"],
  ])("%j answers %i %s", async (body, status, reason) => {
    const { admin } = await askApi();
    await admin("POST", "streams", { application: "live", id: "other", aliases: ["taken"] });
    expect((await admin("POST", "streams", body)).body).toMatchObject({ status, reason });
  });

  test("keeps its aliases when it changes, and leaves them free when it goes", async () => {
    const { admin } = await askApi();
    await admin("POST", "streams", { application: "live", id: "a", aliases: ["x"] });
    expect((await admin("PATCH", "streams/x", { kind: "vod" })).body.aliases).toEqual(["x"]);
    expect((await admin("DELETE", "streams/x")).status).toBe(204);
    expect((await admin("POST", "streams", { application: "live", id: "b", aliases: ["x"] })).status).toBe(
      201,
    );
  });

  test("that is built in can be changed and not removed", async () => {
    const { admin } = await askApi();
    const { body } = await admin("PATCH", "streams/demo/clip", { group: "g" });
    expect(body).toMatchObject({ group: "g", version: 1, entries: { mp4: "clip.mp4" } });
    expect((await admin("DELETE", "streams/demo/clip")).body.reason).toBe("state-conflict");
    expect((await admin("PATCH", "streams/demo/clip", { group: null })).body.group).toBeNull();
  });

  test("ends its sessions when it is removed", async () => {
    const { admin } = await askApi();
    await admin("POST", "streams", { application: "live", id: "a" });
    const gone = await beginSession(admin, { streams: ["live/a"] }, "live/a");
    const other = await beginSession(admin, { streams: ["live/b"] }, "live/b");
    await admin("DELETE", "streams/live/a");
    expect(await endOf(admin, gone)).toBe("stream-removed");
    expect(await endOf(admin, other)).toBeNull();
  });

  test("that the file declares, or has in a group, is locked", async () => {
    const { admin, declare } = await askApi();
    await declare(
      "applications:\n  vod: {kind: vod, streams: {clip: {}}}\ngroups:\n  g: {streams: [live/cam, demo/live]}\n",
    );
    const refused = async (path: string, body: object) =>
      (await admin("PATCH", `streams/${path}`, { ...body })).body;
    expect(await refused("vod/clip", { kind: "live" })).toMatchObject({ reason: "declared-in-file" });
    expect((await refused("live/cam", { kind: "vod" })).detail).toContain("sluice.yaml:4:17");
    expect((await refused("demo/live", { group: "mine" })).detail).toContain("sluice.yaml:4:27");
    expect(await refused("demo/live", { aliases: ["l"] })).toMatchObject({ aliases: ["l"], group: "g" });
    expect(await refused("demo/clip", { group: "g" })).toMatchObject({ reason: "declared-in-file" });
    expect((await admin("GET", "streams/live/cam")).body.declared_in).toBe("sluice.yaml:4:17");
  });
});

describe("the list of streams", () => {
  test("is narrowed by application, group, kind and alias, in the order of names", async () => {
    const { admin } = await askApi();
    for (const [id, more] of Object.entries({
      b: { group: "g" },
      a: { kind: "vod", group: "g" },
      c: { aliases: ["x"] },
    })) {
      await admin("POST", "streams", { application: "live", id, ...more });
    }
    const list = async (query: string) => named((await admin("GET", `streams?${query}`)).body);
    expect(await list("")).toEqual(["demo/clip", "demo/live", "live/a", "live/b", "live/c"]);
    expect(await list("application=live")).toEqual(["live/a", "live/b", "live/c"]);
    expect(await list("group=g")).toEqual(["live/a", "live/b"]);
    expect(await list("group=g&kind=live")).toEqual(["live/b"]);
    expect(await list("kind=vod")).toEqual(["demo/clip", "live/a"]);
    expect(await list("alias=x")).toEqual(["live/c"]);
    expect(await list("alias=x&application=demo")).toEqual([]);
    expect(await list("application=none")).toEqual([]);
    const page = (await admin("GET", "streams?application=live&limit=2")).body;
    expect(named(page)).toEqual(["live/a", "live/b"]);
    expect(await list(`application=live&limit=2&cursor=${page.next}`)).toEqual(["live/c"]);
  });

  test("holds nothing of other organizations, nor what a limited key may not see", async () => {
    const { admin, askAs } = await askApi();
    const other = await askAs({ organization: "other" });
    await other("POST", "applications", { name: "cams", kind: "live" });
    await other("POST", "streams", { application: "cams", id: "a", aliases: ["x"], group: "g" });
    expect(named((await admin("GET", "streams")).body)).toEqual(["demo/clip", "demo/live"]);
    for (const path of ["cams/a", "x", "a"]) expect((await admin("GET", `streams/${path}`)).status).toBe(404);
    for (const query of ["alias=x", "group=g", "application=cams"]) {
      expect((await admin("GET", `streams?${query}`)).body.items, query).toEqual([]);
    }
    expect((await admin("POST", "streams", { application: "cams", id: "b" })).status).toBe(422);
    const limited = await askAs({ applications: ["live"] });
    expect((await limited("GET", "streams")).body.items).toEqual([]);
    expect((await limited("GET", "streams/demo/clip")).status).toBe(404);
    expect((await limited("PATCH", "streams/demo/clip", {})).status).toBe(404);
  });
});
