import { PassThrough } from "node:stream";
import { describe, expect, test, vi } from "vitest";
import { ADMIN_KEY } from "../api/testing/compose-api.ts";
import { reservedFirstSegments } from "../http/reserved-words.ts";
import { openMemoryStore } from "../store/memory/open.ts";
import { StoreUnavailable } from "../store/store.ts";
import { startSplay } from "./bintu/testing/start-splay.ts";
import { compatSystems } from "./index.ts";

/** What a route's URL looks like with something in each place. */
const filled = (url: string): string => url.replace(/:\w+/g, "x").replace("/x/rest/", "/live/rest/");
const key = { "x-bintu-apikey": ADMIN_KEY };
const REF = /^[0-9A-Z]{10}$/;

describe("the APIs of other systems", () => {
  const routes = compatSystems.flatMap(({ routes: list, id }) => list.map(route => ({ id, ...route })));

  test.each(compatSystems)("$id has its id once, a title, routes, and lines that compare them", system => {
    expect(compatSystems.filter(({ id }) => id === system.id)).toEqual([system]);
    expect(system.title.length).toBeGreaterThan(3);
    expect(system.routes).not.toEqual([]);
    expect(system.compared).not.toEqual([]);
  });

  test("every route is behind a reserved word, or behind the word rest of an application", () => {
    for (const { url } of routes) {
      const [, first = "", second] = url.split("/");
      const isOwn = first in reservedFirstSegments;
      expect(isOwn || (first.startsWith(":") && second === "rest"), url).toBe(true);
    }
  });

  test("every route has a pattern that is a label of metrics: words from a closed list, no values", () => {
    for (const { url } of routes) expect(url).toMatch(/^(\/(:?[A-Za-z0-9_.-]+))+\/?$/);
  });

  test("a route without a key, or with one that is unknown, is refused with a reference", async () => {
    const { compat } = await startSplay();
    for (const { method, url, scope } of routes) {
      if (scope === "open") continue;
      const reply = await compat.inject({ method, url: filled(url) });
      expect([401, 403, 400], `${method} ${url}`).toContain(reply.statusCode);
      expect(reply.headers["sluice-ref"]).toMatch(REF);
    }
  });
});

describe("an address that no system has", () => {
  test("is 404 with a reference, whoever asks", async () => {
    const { compat, lines } = await startSplay();
    for (const url of ["/platform/x", "/api/v1/splay/x", "/api"]) {
      const reply = await compat.inject({ method: "GET", url, headers: key });
      expect(reply.statusCode).toBe(404);
      expect(reply.headers).toMatchObject({
        "sluice-ref": expect.stringMatching(REF),
        "cache-control": "no-store",
      });
      const ref = reply.headers["sluice-ref"];
      expect(reply.json()).toMatchObject({ reason: "not-found", status: 404, ref });
    }
    expect(lines.filter(({ reason }) => reason === "not-found")).not.toEqual([]);
  });

  test("is refused before its body is read", async () => {
    const { compat } = await startSplay();
    const body = new PassThrough();
    const reply = await compat.inject({ method: "POST", url: "/platform/x", payload: body });
    expect(reply.statusCode).toBe(404);
    body.end();
  });

  test("is 400 when it is not well encoded, and its text is nowhere", async () => {
    const { compat, lines } = await startSplay();
    const reply = await compat.inject({ method: "GET", url: "/api/v1/%ff-my-secret" });
    expect([reply.statusCode, reply.headers["sluice-ref"]]).toEqual([400, expect.stringMatching(REF)]);
    expect(JSON.stringify([reply.body, lines])).not.toContain("my-secret");
  });
});

describe("a method that an address does not take", () => {
  test.each(["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"] as const)(
    "%s is 405 in the system's words, with the methods that it takes, and opens it to no other site",
    async method => {
      const { compat } = await startSplay();
      const headers = { ...key, origin: "https://example.com" };
      const reply = await compat.inject({ method, url: "/api/v1/splay/?a=b", headers });
      expect(reply.statusCode).toBe(405);
      expect(reply.headers).toMatchObject({ allow: "POST", "sluice-ref": expect.stringMatching(REF) });
      expect(reply.headers).not.toHaveProperty("access-control-allow-origin");
      if (method === "HEAD") return expect(reply.body).toBe("");
      expect(reply.json()).toEqual({ success: false, errorCode: 405, message: "this address takes POST" });
    },
  );

  test("is told of every route, and none stands in another's way", async () => {
    const { compat } = await startSplay();
    for (const { routes } of compatSystems) {
      for (const { url } of routes) {
        const reply = await compat.inject({ method: "OPTIONS", url: filled(url) });
        expect(reply.headers.allow, url).toMatch(/^[A-Z]+(, [A-Z]+)*$/);
      }
    }
  });
});

describe("a body", () => {
  const post = { method: "POST", url: "/api/v1/splay", headers: key } as const;
  const order = JSON.stringify({ streams: ["demo/clip"] });

  test.each([undefined, "application/json", "text/plain", "application/x-www-form-urlencoded"])(
    "is read whatever it is called: %s",
    async type => {
      const { compat } = await startSplay();
      const headers = { ...key, ...(type === undefined ? {} : { "content-type": type }) };
      expect((await compat.inject({ ...post, headers, payload: order })).statusCode).toBe(200);
    },
  );

  test("of a type that is none is refused in the system's words", async () => {
    const { compat } = await startSplay();
    const headers = { ...key, "content-type": "nonsense" };
    const reply = await compat.inject({ ...post, headers, payload: order });
    expect([reply.statusCode, reply.json().errorCode]).toEqual([400, 1000]);
  });

  test("with a byte order mark is read", async () => {
    const { compat } = await startSplay();
    expect((await compat.inject({ ...post, payload: `\ufeff${order}` })).statusCode).toBe(200);
  });

  test("of more than 256 KiB is 413 in the system's words", async () => {
    const { compat } = await startSplay();
    const reply = await compat.inject({ ...post, payload: "x".repeat(256 * 1024 + 1) });
    expect([reply.statusCode, reply.json().errorCode]).toEqual([413, 413]);
    expect(reply.headers).not.toHaveProperty("connection", "close");
  });

  test.each([
    ["is nested too deeply", "[".repeat(40)],
    ["has a member __proto__", '{"__proto__":{"a":1}}'],
    ["is not UTF-8", Buffer.from([0x22, 0xff, 0x22])],
  ])("that %s is refused", async (words, payload) => {
    const { compat } = await startSplay();
    const reply = await compat.inject({ ...post, payload });
    expect([reply.statusCode, reply.json().message]).toEqual([400, `the body ${words}`]);
  });

  test("of somebody who is not let in is not waited for", async () => {
    const { compat } = await startSplay();
    const body = new PassThrough();
    const reply = await compat.inject({ ...post, headers: { "x-bintu-apikey": "wrong" }, payload: body });
    expect(reply.statusCode).toBe(403);
    body.end();
  });

  test("that comes after its key was withdrawn orders nothing", async () => {
    const { compat, admin } = await startSplay();
    const made = await admin("POST", "api-keys", { name: "mine", scopes: ["tokens:create"] });
    const body = new PassThrough();
    const headers = { "x-bintu-apikey": String(made.body.key), "content-type": "application/json" };
    const answer = compat.inject({ ...post, headers, payload: body }).then(reply => reply);
    // From here on the body is awaited: the key has been let in.
    await vi.waitUntil(() => body.listenerCount("readable") > 0);
    expect((await admin("DELETE", `api-keys/${made.body.id}`)).status).toBe(204);
    body.end(order);
    expect((await answer).statusCode).toBe(403);
    expect((await admin("GET", "tokens")).body.items).toEqual([]);
  });
});

describe("what goes wrong", () => {
  const payload = JSON.stringify({ streams: ["demo/clip"] });

  test("names the API key in its log line, also where the key has not the right, and never the credential", async () => {
    const { withRights, splay, lines } = await startSplay();
    await (await withRights({ id: "sk_limited", scopes: ["tokens:read"] }))("", { streams: ["demo/clip"] });
    await splay("", { streams: ["nobody"] });
    const told = lines.filter(({ event }) => event === "problem");
    expect(told).toMatchObject([
      { key: "sk_limited", reason: "not-permitted", status: 403, method: "POST", route: "/api/v1/splay" },
      { key: "sk_test0000", reason: "request-invalid", status: 400 },
    ]);
    expect(JSON.stringify(lines)).not.toContain(ADMIN_KEY);
  });

  test("with the store is 503, each time with a log line of its own and the key", async () => {
    const store = openMemoryStore();
    const broken = { ...store, insertTokens: () => Promise.reject(new StoreUnavailable("the disk is full")) };
    const { splay, lines } = await startSplay({ store: broken });
    for (const _ of [1, 2]) {
      const answer = await splay("", JSON.parse(payload));
      expect(answer).toMatchObject({ status: 503, body: { success: false, errorCode: 503 } });
    }
    const told = lines.filter(({ reason }) => reason === "store-unavailable");
    expect(told).toHaveLength(2);
    expect(told).toMatchObject([{ key: "sk_test0000" }, { key: "sk_test0000" }]);
  });

  test("inside is 500, says nothing of the fault, and is in the log with it", async () => {
    const store = openMemoryStore();
    const broken = { ...store, insertTokens: () => Promise.reject(new Error("a secret detail")) };
    const { splay, lines } = await startSplay({ store: broken });
    const answer = await splay("", JSON.parse(payload));
    expect(answer).toMatchObject({ status: 500, body: { success: false, errorCode: 500 } });
    expect(JSON.stringify(answer.body)).not.toContain("secret detail");
    expect(lines.find(({ reason }) => reason === "internal-error")).toMatchObject({
      key: "sk_test0000",
      err: { message: "a secret detail" },
    });
  });

  test("with too many wrong keys is 429 with the seconds to wait", async () => {
    const { send, splay } = await startSplay();
    for (let count = 0; count < 30; count += 1)
      await send("", payload, { "x-bintu-apikey": `wrong ${count}` });
    const answer = await send("", payload, { "x-bintu-apikey": "wrong" });
    expect(answer).toMatchObject({ status: 429, body: { success: false, errorCode: 429 } });
    expect(answer.headers["retry-after"]).toBe("60");
    expect((await splay("", JSON.parse(payload))).status).toBe(200);
  });
});
