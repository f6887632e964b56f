import { describe, expect, test } from "vitest";
import { startSplay } from "./testing/start-splay.ts";

const clip = { streams: ["demo/clip"] };
const access = { kind: "access", action: "play", target: clip };

describe("POST /api/v1/splay/revoke", () => {
  test("answers 204 without a body, and the token opens nothing any more, whatever its revocable says", async () => {
    const { mint, splay, admin } = await startSplay();
    for (const revocable of [undefined, false, true]) {
      const token = await mint({ ...clip, revocable });
      const answer = await splay("/revoke", { token });
      expect([answer.status, answer.body, answer.headers["content-type"]]).toEqual([204, {}, undefined]);
      const asked = { action: "play", stream: "demo/clip", token };
      expect((await admin("POST", "check", asked)).body).toMatchObject({
        allowed: false,
        reason: "token-revoked",
      });
      expect((await admin("GET", `tokens/${token}`)).body.status).toBe("revoked");
    }
  });

  test("takes the public id as well as the text, and tokens of every kind", async () => {
    const { mint, splay, admin } = await startSplay();
    const { body: signed } = await admin("GET", `tokens/${await mint(clip)}`);
    const { body: opaque } = await admin("POST", "tokens", access);
    for (const name of [signed.id, opaque.token, opaque.id]) {
      expect((await splay("/revoke", { token: name })).status).toBe(204);
    }
    for (const { id } of [signed, opaque]) {
      expect((await admin("GET", `tokens/${id}`)).body.status).toBe("revoked");
    }
  });

  test("ends the sessions that run, once", async () => {
    const { mint, splay, admin } = await startSplay();
    const token = await mint(clip);
    const asked = { action: "play", stream: "demo/clip", token, consume: true };
    const { session } = (await admin("POST", "check", asked)).body;
    expect(session).toMatch(/^[\w-]{22}$/);
    await splay("/revoke", { token });
    const [ended] = (await admin("GET", `sessions?token=${(await admin("GET", `tokens/${token}`)).body.id}`))
      .body.items;
    expect(ended).toMatchObject({ status: "ended", end_reason: "revoked" });
    expect((await splay("/revoke", { token })).status).toBe(204);
  });

  test("works after the end, too, however long ago that was", async () => {
    const { mint, splay, admin, nowSeconds, wait } = await startSplay();
    const token = await mint({ ...clip, exp: nowSeconds() + 60 });
    wait(3 * 24 * 3600);
    expect((await splay("/revoke", { token })).status).toBe(204);
    expect((await admin("GET", `tokens/${token}`)).body.status).toBe("revoked");
  });

  test("is audited like every revocation, with the key that ordered it", async () => {
    const { mint, splay, admin } = await startSplay();
    const token = await mint(clip);
    await splay("/revoke", { token });
    const { items } = (await admin("GET", "audit?action=token.revoke")).body;
    expect(items).toMatchObject([{ actor: "sk_test0000" }]);
    expect(JSON.stringify(items)).not.toContain(token.slice(20, 60));
  });

  test("one of another organization is 2012, whether there is such a token or not, and stays as it was", async () => {
    const { mint, splay, withRights, admin } = await startSplay();
    const token = await mint(clip);
    const { body } = await admin("POST", "tokens", access);
    const stranger = await withRights({ organization: "other", scopes: ["admin"] });
    const madeUp = token.replace(/\.[^.]*$/, `.${"A".repeat(86)}`);
    for (const name of [token, body.token, body.id, madeUp, body.id.replace(/.$/, "x")]) {
      expect(await stranger("/revoke", { token: name })).toMatchObject({
        status: 400,
        body: {
          success: false,
          errorCode: 2012,
          message: "this token belongs to another organization, or to none",
        },
      });
    }
    expect((await splay("/verify", { token })).status).toBe(200);
  });

  test("a key that is limited to applications revokes none of others: 2012", async () => {
    const { mint, withRights, splay } = await startSplay();
    const token = await mint(clip);
    const limited = await withRights({ scopes: ["tokens:revoke"], applications: ["live"] });
    expect((await limited("/revoke", { token })).body.errorCode).toBe(2012);
    expect((await splay("/verify", { token })).status).toBe(200);
  });

  test.each(["nonsense", "a.b.c", "x".repeat(10_000), " "])("%s is malformed: 2004", async token => {
    const { splay } = await startSplay();
    expect(await splay("/revoke", { token })).toMatchObject({
      status: 400,
      body: { success: false, errorCode: 2004, message: "token: malformed JWT" },
    });
  });

  test.each([undefined, {}, { token: "" }, { token: 7 }, [], "token"])(
    "%j misses the token: 1000",
    async body => {
      const { splay } = await startSplay();
      expect(await splay("/revoke", body)).toMatchObject({
        status: 400,
        body: { success: false, errorCode: 1000, message: "parameter required: token" },
      });
    },
  );

  test("needs a key with the right to revoke: 403 and 1001", async () => {
    const { mint, send, withRights } = await startSplay();
    const token = await mint(clip);
    const creator = await withRights({ scopes: ["tokens:create", "tokens:read"] });
    expect(await creator("/revoke", { token })).toMatchObject({ status: 403, body: { errorCode: 1001 } });
    const unasked = await send("/revoke", JSON.stringify({ token }), {});
    expect(unasked).toMatchObject({ status: 403, body: { errorCode: 1001, message: "API key not valid" } });
  });
});
