import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { openForTest, temporaryFile } from "../../store/sqlite/testing/temporary-store.ts";
import { startApi } from "../testing/ask-api.ts";

const grant = { kind: "access", action: "play", target: { streams: ["demo/clip"] } };

describe("the first signed token of an organization", () => {
  test("makes its first key, and 20 parallel ones make one", async () => {
    const { admin } = await startApi();
    const made = await Promise.all(
      Array.from({ length: 20 }, () => admin("POST", "tokens", { ...grant, kind: "jwt" })),
    );
    expect(new Set(made.map(({ status }) => status))).toEqual(new Set([201]));
    const { items } = (await admin("GET", "keys")).body;
    expect(items).toMatchObject([{ role: "default", algorithm: "ES256" }]);
  });

  test("makes no key when it is refused", async () => {
    const { admin, audit } = await startApi();
    const { status } = await admin("POST", "tokens", { ...grant, kind: "jwt", ip: ["nowhere"] });
    expect(status).toBe(422);
    expect((await admin("GET", "keys")).body.items).toEqual([]);
    expect(await audit()).toEqual([]);
  });
});

describe("a stream that is not there", () => {
  test.each([
    ["clip2", 'there is no stream "clip2"; write application/stream'],
    ["films/holiday", 'there is no stream "films/holiday": no application is called "films"'],
    ["demo/no/where", 'there is no stream "demo/no/where"'],
  ])("is told with what is missing: %s", async (name, message) => {
    const { admin } = await startApi();
    const { status, body } = await admin("POST", "tokens", { ...grant, target: { streams: [name] } });
    expect([status, body.errors]).toEqual([422, [{ field: "target.streams.0", message }]]);
  });
});

describe("claims of a jwt's own", () => {
  const jwt = { ...grant, kind: "jwt", profile: "nanostream" };

  test("are those of its vocabulary that limit nothing", async () => {
    const { admin } = await startApi();
    const { status, body } = await admin("POST", "tokens", {
      ...jwt,
      claims: { cust: [7], revocable: true },
    });
    expect([status, body.claims]).toEqual([201, expect.objectContaining({ cust: [7], revocable: true })]);
  });

  test.each([
    ["a limit", { ...jwt, claims: { exp: 1 } }, "claims.exp"],
    ["a claim that another vocabulary has", { ...jwt, profile: "sluice", claims: { cust: 1 } }, "profile"],
  ])("%s among them is refused, not left out", async (_, wrong, field) => {
    const { admin } = await startApi();
    const { status, body } = await admin("POST", "tokens", wrong);
    expect([status, body.errors]).toEqual([422, [expect.objectContaining({ field })]]);
  });
});

describe("a batch", () => {
  test("makes every token, in the order of its grants, each with its own text", async () => {
    const { admin } = await startApi();
    const tokens = Array.from({ length: 1000 }, (_, index) => ({ ...grant, user: `user ${index}` }));
    const { status, headers, body } = await admin("POST", "tokens/batch", { tokens });
    expect(status).toBe(201);
    expect(headers["cache-control"]).toBe("no-store");
    expect(body.items.map(({ user }: { user: string }) => user)).toEqual(tokens.map(({ user }) => user));
    expect(new Set(body.items.map(({ token }: { token: string }) => token)).size).toBe(1000);
    const { token } = body.items[999];
    const check = await admin("POST", "check", { action: "play", stream: "demo/clip", token });
    expect(check.body).toMatchObject({ allowed: true, user: "user 999" });
  });

  test("with one bad grant makes none, and says what is wrong with which", async () => {
    const { admin, audit } = await startApi();
    const tokens = [
      grant,
      { ...grant, ip: ["nowhere"] },
      { ...grant, target: { streams: ["demo/nothing", "x"] } },
    ];
    const { status, body } = await admin("POST", "tokens/batch", { tokens });
    expect(status).toBe(422);
    const fields = ["tokens.1.ip.0", "tokens.2.target.streams.0", "tokens.2.target.streams.1"];
    expect(body.errors.map(({ field }: { field: string }) => field)).toEqual(fields);
    expect((await admin("GET", "tokens")).body.items).toEqual([]);
    expect(await audit()).toEqual([]);
  });

  test("with a field that no grant has names it with its number", async () => {
    const { admin } = await startApi();
    const { status, body } = await admin("POST", "tokens/batch", {
      tokens: [grant, { ...grant, max_use: 1 }],
    });
    expect(status).toBe(422);
    expect(body.errors).toMatchObject([{ field: "tokens.1.max_use" }]);
  });

  test("of more than 1,000, or of none, is refused", async () => {
    const { admin } = await startApi();
    for (const length of [0, 1001]) {
      const { status } = await admin("POST", "tokens/batch", { tokens: Array(length).fill(grant) });
      expect(status).toBe(422);
    }
  });

  test("is one entry of the audit log with the ids and nothing about viewers; one token is its view", async () => {
    const { admin, audit } = await startApi();
    const { body } = await admin("POST", "tokens/batch", { tokens: [{ ...grant, user: "ann" }, grant] });
    const ids = body.items.map(({ id }: { id: string }) => id);
    expect(await audit()).toMatchObject([{ action: "token.create", after: { ids }, user: undefined }]);
    const one = await admin("POST", "tokens", { ...grant, user: "bob" });
    const [entry] = await audit();
    const { token, playback_url, urls, ...view } = one.body;
    expect(entry).toMatchObject({ subject: { kind: "token", id: view.id }, user: "bob", after: view });
    expect(JSON.stringify(await audit())).not.toContain(token);
  });
});

describe("an Idempotency-Key", () => {
  const once = { "idempotency-key": "order 7" };

  test("with the same body answers the same token again, and with another one is refused", async () => {
    const { admin, audit } = await startApi();
    const first = await admin("POST", "tokens", grant, once);
    const again = await admin("POST", "tokens", { ...grant }, once);
    expect(first.headers["idempotent-replayed"]).toBeUndefined();
    expect(again.headers["idempotent-replayed"]).toBe("true");
    expect([again.status, again.body]).toEqual([201, first.body]);
    const other = await admin("POST", "tokens", { ...grant, user: "ann" }, once);
    expect([other.status, other.body.reason]).toEqual([422, "idempotency-key-reused"]);
    const batch = await admin("POST", "tokens/batch", { tokens: [grant] }, once);
    expect(batch.body.reason).toBe("idempotency-key-reused");
    expect(await audit()).toHaveLength(1);
  });

  test("of 200 parallel requests makes one set of tokens, which all of them are answered", async () => {
    const { admin, audit } = await startApi();
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => admin("POST", "tokens/batch", { tokens: [grant, grant] }, once)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(answers.filter(({ headers }) => headers["idempotent-replayed"] === undefined)).toHaveLength(1);
    expect((await admin("GET", "tokens")).body.items).toHaveLength(2);
    expect(await audit()).toHaveLength(1);
  });

  test("tells what became of the tokens since", async () => {
    const { admin } = await startApi();
    const { body } = await admin("POST", "tokens", grant, once);
    await admin("DELETE", `tokens/${body.id}`);
    const again = await admin("POST", "tokens", grant, once);
    expect(again.body).toMatchObject({ id: body.id, token: body.token, status: "revoked" });
  });

  test("is one API key's own, and free again after 24 hours", async () => {
    const { admin, withKey, wait } = await startApi();
    const other = await withKey({ scopes: ["tokens:create"] });
    const first = await admin("POST", "tokens", grant, once);
    expect((await other("POST", "tokens", grant, once)).body.id).not.toBe(first.body.id);
    wait(24 * 3600 + 1);
    const later = await admin("POST", "tokens", grant, once);
    expect(later.status).toBe(201);
    expect(later.body.id).not.toBe(first.body.id);
  });

  test("that failed makes nothing, and is free", async () => {
    const { admin } = await startApi();
    expect((await admin("POST", "tokens", { ...grant, ip: ["nowhere"] }, once)).status).toBe(422);
    expect((await admin("POST", "tokens", grant, once)).headers["idempotent-replayed"]).toBeUndefined();
  });

  test.for(["", "x".repeat(256), "tab\there", "ünicode"])("%j is no key", async key => {
    const { admin } = await startApi();
    const { status, body } = await admin("POST", "tokens", grant, { "idempotency-key": key });
    expect(status).toBe(422);
    expect(body.errors).toMatchObject([{ field: "idempotency-key" }]);
  });

  test("keeps no token's text in clear on the disk", async () => {
    const file = await temporaryFile();
    const store = await openForTest({ file });
    const { admin } = await startApi({ store });
    const { body } = await admin("POST", "tokens/batch", { tokens: [grant, grant] }, once);
    const again = await admin("POST", "tokens/batch", { tokens: [grant, grant] }, once);
    expect(again.body).toEqual(body);
    const folder = dirname(file);
    const bytes = readdirSync(folder).map(name => readFileSync(join(folder, name), "latin1"));
    for (const { id, token } of body.items) {
      expect(bytes.some(text => text.includes(id))).toBe(true);
      expect(bytes.some(text => text.includes(token.slice(id.length)))).toBe(false);
    }
  });
});
