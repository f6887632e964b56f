import { describe, expect, test } from "vitest";
import { FIRST_ORGANIZATION } from "../../registry/built-in.ts";
import { startApi } from "../testing/ask-api.ts";

describe("a revocation", () => {
  test("tells whom it came from, what it did and how long that took, also in the list", async () => {
    const { admin, mint, enter, nowSeconds, audit } = await startApi();
    const { token } = await mint({ user: "eve" });
    await enter(token);
    const { status, body } = await admin("POST", "revocations", { selector: { user: "eve" } });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      selector: { user: "eve" },
      count: 1,
      sessions: 1,
      created_at: nowSeconds(),
      created_by: "sk_test0000",
      effect_ms: expect.any(Number),
      undone_at: null,
    });
    expect(body.effect_ms).toBeLessThan(1000);
    expect((await admin("GET", "revocations")).body.items).toEqual([body]);
    expect((await admin("GET", `revocations/${body.id}`)).body).toEqual(body);
    const [entry] = await audit();
    const after = { ...body, effect_ms: null };
    expect(entry).toMatchObject({ action: "revocation.create", user: "eve", after });
  });

  test("that is undone stays in the list, undoes once, and is audited", async () => {
    const { admin, mint, enter, nowSeconds, audit, wait } = await startApi();
    const { token } = await mint({ user: "eve" });
    const { body } = await admin("POST", "revocations", { selector: { user: "eve" } });
    wait(5);
    expect((await admin("DELETE", `revocations/${body.id}`)).status).toBe(204);
    expect((await admin("DELETE", `revocations/${body.id}`)).status).toBe(404);
    const undone = { ...body, undone_at: nowSeconds() };
    expect((await admin("GET", "revocations")).body.items).toEqual([undone]);
    expect(await enter(token)).toMatchObject({ allowed: true });
    const [entry] = await audit();
    expect(entry).toMatchObject({ action: "revocation.undo", before: body, after: undone, user: "eve" });
  });

  test.for([
    { all: true },
    { all: true, user: "eve" },
    { issued_before: 9_000_000_000 },
    { ip: "0.0.0.0/0" },
    { ip: "::/0", issued_before: 5 },
  ])("of a whole organization wants its code: %j", async selector => {
    const { admin, mint, enter } = await startApi();
    const { token } = await mint({ user: "eve" });
    await enter(token);
    for (const confirm of [undefined, "yes", "DEMO"]) {
      const { status, body } = await admin("POST", "revocations", { selector, confirm });
      expect([status, body.reason]).toEqual([422, "confirmation-needed"]);
    }
    expect((await admin("POST", "revocations", { selector, dry_run: true })).status).toBe(200);
    expect((await admin("GET", "sessions?status=live")).body.items).toHaveLength(1);
    const confirmed = { selector, confirm: FIRST_ORGANIZATION };
    expect((await admin("POST", "revocations", confirmed)).status).toBe(201);
  });

  test.for([{ user: "eve" }, { ip: "192.0.2.0/24" }, { key: "sk_test0000" }, { jti: "j" }])(
    "of less wants none: %j",
    async selector => {
      const { admin } = await startApi();
      expect((await admin("POST", "revocations", { selector })).status).toBe(201);
    },
  );

  test("by key reaches what that key has issued, and nothing else", async () => {
    const { admin, mint, enter, withKey } = await startApi();
    const issuer = await withKey({ scopes: ["tokens:create"] });
    const [theirs, ours] = [await mint({}, issuer), await mint()];
    const [cut, spared] = [await enter(theirs.token), await enter(ours.token)];
    const { body } = await admin("POST", "revocations", { selector: { key: issuer.id } });
    expect(body).toMatchObject({ count: 1, sessions: 1 });
    expect((await admin("GET", `sessions/${cut.session}`)).body.end_reason).toBe("revoked");
    expect((await admin("GET", `sessions/${spared.session}`)).body.status).toBe("live");
    expect((await admin("GET", `tokens/${theirs.id}`)).body.status).toBe("revoked");
    expect(await enter(theirs.token)).toMatchObject({ reason: "token-revoked" });
  });

  test("by address ends who plays from there, and refuses every token from there while it stands", async () => {
    const { admin, mint, enter } = await startApi();
    const { token, id } = await mint();
    const [cut, spared] = [
      await enter(token, { ip: "2001:db8:1::7", user_agent: "a" }),
      await enter(token, { ip: "192.0.2.7", user_agent: "b" }),
    ];
    const { body } = await admin("POST", "revocations", { selector: { ip: "2001:db8::/32" } });
    expect(body).toMatchObject({ count: 1, sessions: 1, permanent: true });
    expect((await admin("GET", `sessions/${cut.session}`)).body.end_reason).toBe("revoked");
    expect((await admin("GET", `sessions/${spared.session}`)).body.status).toBe("live");
    const later = await mint();
    for (const text of [token, later.token]) {
      expect(await enter(text, { ip: "2001:DB8:ffff::1" })).toMatchObject({ reason: "token-revoked" });
      expect(await enter(text, { ip: "2001:db9::1" })).toMatchObject({ allowed: true });
    }
    expect((await admin("GET", `tokens/${id}`)).body.status).toBe("active");
    await admin("DELETE", `revocations/${body.id}`);
    expect(await enter(token, { ip: "2001:db8:1::7" })).toMatchObject({ allowed: true });
  });

  test.for([
    [{ ip: "nowhere" }, "selector.ip"],
    [{ ip: "192.0.2.1/24" }, "selector.ip"],
    [{ key: `sk_${"a".repeat(38)}` }, "selector.key"],
    [{ token: "damaged" }, "selector.token"],
    [{ session: "damaged" }, "selector.session"],
    [{ user: `st_${"a".repeat(38)}` }, "selector.user"],
    [{ jti: `sk_${"b".repeat(38)}` }, "selector.jti"],
    [{}, "selector"],
  ] as const)(
    "of %j is refused, because it could never match or holds a credential",
    async ([selector, field]) => {
      const { admin } = await startApi();
      const { status, body } = await admin("POST", "revocations", { selector });
      expect(status).toBe(422);
      expect(body.errors).toMatchObject([{ field }]);
      expect((await admin("GET", "revocations")).body.items).toEqual([]);
    },
  );
});
