import { describe, expect, onTestFinished, test } from "vitest";
import { isRef } from "../lib/random-names.ts";
import { FIRST_ORGANIZATION } from "../registry/built-in.ts";
import { sampleApiKey } from "../store/conformance/samples.ts";
import { ADMIN_KEY, bearer, composeApi, testHasher } from "./testing/compose-api.ts";

/** The whole server on a memory store, asked without a socket, and what it logs. */
async function started(publicUrl = "http://localhost:8080") {
  const { server, api, store, lines } = await composeApi({ publicUrl });
  onTestFinished(() => server.close());
  const mint = async (grant: Readonly<Record<string, unknown>>) => {
    const payload = { kind: "access", action: "play", target: { streams: ["demo/clip"] }, ...grant };
    return api.inject({ method: "POST", url: "/v1/tokens", headers: bearer, payload });
  };
  return { api, store, lines, mint };
}

describe("a problem of the API", () => {
  const asked = {
    "401 without a key": { url: "/v1/tokens", headers: {} },
    "404 of a record": { url: "/v1/sessions/none", method: "DELETE", headers: bearer },
    "404 of an address": { url: "/v1/nothing?token=secret", headers: bearer },
    "422 of a body": { url: "/v1/tokens", method: "POST", headers: bearer, payload: {} },
    "400 of a badly encoded address": { url: "/v1/tokens/%zz", headers: bearer },
  } as const;
  test.for(Object.entries(asked))(
    "%s has one reference, in its body, its head and one log line",
    async ([name, request]) => {
      const { api, lines } = await started();
      const reply = await api.inject(request);
      const { ref, reason } = reply.json();
      expect(reply.statusCode).toBe(Number(name.slice(0, 3)));
      expect(isRef(ref)).toBe(true);
      expect(reply.headers["sluice-ref"]).toBe(ref);
      expect(lines).toMatchObject([{ ref, reason, status: reply.statusCode, ip: "127.0.0.1" }]);
      expect(JSON.stringify(lines)).not.toMatch(/secret|nothing|%zz|none/);
    },
  );

  test("names the route's pattern and the key in its log line", async () => {
    const { api, lines } = await started();
    await api.inject({ url: "/v1/decisions/NONE", headers: bearer });
    expect(lines).toMatchObject([{ route: "/v1/decisions/:ref", method: "GET", key: "sk_test0000" }]);
  });

  test("of 500 keeps its fault for the log", async () => {
    const { api, store, lines } = await started();
    store.listTokens = () => Promise.reject(new Error("it broke"));
    const reply = await api.inject({ url: "/v1/tokens", headers: bearer });
    expect(reply.statusCode).toBe(500);
    expect(reply.body).not.toContain("it broke");
    expect(lines).toMatchObject([{ ref: reply.json().ref, err: { message: "it broke" } }]);
  });

  test("that a stranger repeats is written once", async () => {
    const { api, lines } = await started();
    const refs = new Set<string>();
    for (let index = 0; index < 50; index += 1) {
      const headers = { authorization: `Bearer wrong-${index}` };
      refs.add((await api.inject({ url: "/v1/tokens", headers })).json().ref);
    }
    // Unknown 30 times, and then too many.
    expect(refs.size).toBe(2);
    expect(lines.map(({ reason }) => reason)).toEqual(["api-key-unknown", "too-many-guesses"]);
  });
});

describe("metrics", () => {
  const statusOf = async (headers: Readonly<Record<string, string>>, publicUrl?: string) => {
    const { api, store } = await started(publicUrl);
    // They count every organization: for operators of the machine.
    const operator = {
      id: "sk_test0000",
      organization: FIRST_ORGANIZATION,
      scopes: ["admin", "installation"],
    };
    await store.putApiKey(sampleApiKey({ ...operator, hash: testHasher.hash(ADMIN_KEY) }));
    return (await api.inject({ url: "/metrics", headers })).statusCode;
  };

  test.for(["localhost", "localhost:8080", "127.0.0.1:9000", "[::1]:8080", "[::1]"])(
    "are open to this machine under %s",
    async host => expect(await statusOf({ host })).toBe(200),
  );

  test.for(["sluice.example.com", "localhost.example.com", "127.0.0.1.example.com", "10.0.0.1:8080"])(
    "need a key when a proxy on this machine passes on the host %j",
    async host => {
      expect(await statusOf({ host })).toBe(401);
      expect(await statusOf({ host, ...bearer })).toBe(200);
    },
  );

  test("need a key wherever the public URL leads to another machine, since a bare proxy names this one", async () => {
    const host = "127.0.0.1:8080";
    expect(await statusOf({ host }, "https://sluice.example.com")).toBe(401);
    expect(await statusOf({ host, ...bearer }, "https://sluice.example.com")).toBe(200);
  });

  test("need a key when a request was forwarded", async () => {
    expect(await statusOf({ host: "localhost", "x-forwarded-for": "203.0.113.7" })).toBe(401);
  });
});

describe("a token", () => {
  test("is listed and shown as revoked while a rule covers all of it, and as active under one about a stream", async () => {
    const { api, mint } = await started();
    const { id } = (await mint({ user: "eve" })).json();
    const revoke = async (selector: Readonly<Record<string, string>>) =>
      (
        await api.inject({ method: "POST", url: "/v1/revocations", headers: bearer, payload: { selector } })
      ).json();
    const statuses = async () => {
      const one = await api.inject({ url: `/v1/tokens/${id}`, headers: bearer });
      const list = await api.inject({ url: "/v1/tokens?user=eve", headers: bearer });
      return [one.json().status, list.json().items[0].status];
    };
    await revoke({ stream: "demo/clip" });
    expect(await statuses()).toEqual(["active", "active"]);
    const rule = await revoke({ user: "eve" });
    expect(await statuses()).toEqual(["revoked", "revoked"]);
    await api.inject({ method: "DELETE", url: `/v1/revocations/${rule.id}`, headers: bearer });
    expect(await statuses()).toEqual(["active", "active"]);
  });

  test.for(["live/play.html", "live/whip", "live/streams"])(
    "for %s is refused, because the name belongs to a route",
    async stream => {
      const { mint } = await started();
      const reply = await mint({ target: { streams: ["demo/clip", stream] } });
      expect(reply.statusCode).toBe(422);
      expect(reply.json().errors).toMatchObject([{ field: "target.streams.1" }]);
    },
  );
});
